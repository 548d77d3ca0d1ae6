import type { Settings } from '../config/settings.ts';
import type { RegistryEntry } from '../dashboard/registry.ts';
import { lintInterrupted } from '../lint/interrupted.ts';
import { ProjectLinter } from '../lint/project.ts';
import type { LintReport } from '../lint/report.ts';
import type { LintRule } from '../policy/lint-rules.ts';
import { finishedDashboards } from './dashboards.ts';
import { interruptible } from './output/source.ts';

/**
 * Judges the dashboards that a build would write.
 * @param wanted the rules that count
 * @throws UserError where a dashboard cannot be built, or when interrupted
 */
export async function lintProject(
  registry: readonly RegistryEntry[],
  settings: Settings,
  wanted: ReadonlySet<LintRule>,
  signal?: AbortSignal,
): Promise<LintReport> {
  const linter = new ProjectLinter(settings.catalogue);
  const dashboards = interruptible(finishedDashboards(registry, settings), signal, lintInterrupted);
  for await (const { entry, folder, ...finished } of dashboards) {
    linter.add(finished, entry.file, folder.title);
  }
  const findings = linter.finish().filter(({ rule }) => wanted.has(rule));
  return {
    dashboards: linter.count,
    findings: findings.map((finding) => ({ ...finding, severity: 'error' })),
    excepted: linter.excepted,
    skipped: [],
  };
}
