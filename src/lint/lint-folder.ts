/** Judges the dashboards of a folder, or one of them. */
import { dirname } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { LintRule } from '../policy/lint-rules.ts';
import type { Finding } from './finding.ts';
import { readDashboardFile, readFolder, type FolderItem } from './folder.ts';
import { lintInterrupted } from './interrupted.ts';
import { verdict } from './lint-file.ts';
import { LintFiles } from './lint-files.ts';
import { Linter } from './linter.ts';
import { readDashboard } from './read/dashboard.ts';
import { PromqlReader } from './read/promql.ts';
import type { JudgedFinding, LintReport } from './report.ts';

export interface LintFolderOptions {
  /** Whether the path is that of one dashboard. */
  readonly isFile: boolean;
  readonly settings: Settings;
  /** The rules that count. */
  readonly wanted: ReadonlySet<LintRule>;
  readonly signal?: AbortSignal;
}

export interface LintedFolder {
  readonly report: LintReport;
  /** What is odd about `.lint` files. */
  readonly doubts: readonly string[];
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/** @throws UserError for a `.lint` file that cannot be read, or when interrupted */
export async function lintFolder(path: string, options: LintFolderOptions): Promise<LintedFolder> {
  const { isFile, settings, wanted, signal } = options;
  const reader = new PromqlReader(settings.catalogue);
  const linter = new Linter();
  const lintFiles = new LintFiles(isFile ? dirname(path) : path);
  const skipped: { file: string; reason: string }[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  for await (const item of isFile ? oneFile(path) : readFolder(path)) {
    if (signal?.aborted === true) throw lintInterrupted();
    if (item.kind === 'dashboard') {
      await lintFiles.for(item.path);
      linter.add(readDashboard(item.json, { file: item.path, folder: dirname(item.path) }, reader));
    } else {
      (item.kind === 'skipped' ? skipped : unreadable).push({ file: item.path, reason: item.reason });
    }
  }
  const found = linter.finish().filter(({ rule }) => wanted.has(rule));
  const { findings, excepted } = await judged(found, lintFiles);
  const report = { dashboards: linter.count, findings, excepted, skipped };
  return { report, doubts: lintFiles.doubts, unreadable };
}

async function* oneFile(path: string): AsyncGenerator<FolderItem> {
  yield await readDashboardFile(path);
}

async function judged(found: readonly Finding[], lintFiles: LintFiles) {
  const findings: JudgedFinding[] = [];
  let excepted = 0;
  for (const finding of found) {
    const file = await lintFiles.for(finding.file);
    const severity = file === undefined ? 'error' : verdict(file, finding);
    if (severity === 'excepted') excepted += 1;
    else findings.push({ ...finding, severity });
  }
  return { findings, excepted };
}
