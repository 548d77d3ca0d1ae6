/** What lint found, for people and for programs. */
import { wrapped } from '../text/wrapped.ts';
import type { Finding } from './finding.ts';

export interface JudgedFinding extends Finding {
  /** A warning does not fail a build. */
  readonly severity: 'error' | 'warning';
}

export interface LintReport {
  /** How many were looked at. */
  readonly dashboards: number;
  readonly findings: readonly JudgedFinding[];
  /** How many findings are left out because somebody said why. */
  readonly excepted: number;
  /** Files that hold no dashboard. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Whether nothing was found but warnings. */
export function isClean({ findings }: LintReport): boolean {
  return findings.every(({ severity }) => severity === 'warning');
}

export function lintJson(report: LintReport): string {
  const { dashboards, findings, excepted, skipped } = report;
  const value = {
    ok: isClean(report),
    dashboards,
    findings: findings.map(({ rule, severity, file, uid, dashboard, panel, query, problem, next }) => ({
      rule,
      severity,
      file,
      uid,
      dashboard,
      ...(panel === undefined ? {} : { panel }),
      ...(query === undefined ? {} : { query }),
      problem,
      next,
    })),
    excepted,
    skipped,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * The findings by dashboard and panel, and a line of counts.
 * @param width - columns that a line may have; without one, none is broken
 */
export function lintText(report: LintReport, width = Number.POSITIVE_INFINITY): string {
  const lines: string[] = [];
  for (const [file, ofFile] of grouped(report.findings, (finding) => finding.file)) {
    const [first] = ofFile;
    lines.push(...wrapped(`${first?.dashboard || 'Without a title'} (${file})`, 0, width));
    // In a dashboard those without a panel come first, so that they need no heading.
    for (const [, ofPanel] of grouped(ofFile, ({ panel }) => JSON.stringify(panel ?? null))) {
      const panel = ofPanel[0]?.panel;
      if (panel !== undefined) lines.push(...wrapped(heading(panel), 2, width));
      for (const finding of ofPanel) lines.push(...describe(finding, panel === undefined ? 2 : 4, width));
    }
    lines.push('');
  }
  return [...lines, counts(report), ''].join('\n');
}

function heading({ id, title }: { readonly id?: number; readonly title: string }): string {
  return title === '' ? `panel ${id ?? 'without a title'}` : `panel "${title}"`;
}

function describe({ rule, severity, query, problem, next }: JudgedFinding, indent: number, width: number) {
  const warning = severity === 'warning' ? 'warning: ' : '';
  const where = query === undefined || query === '' ? '' : `query ${query}: `;
  return [
    ...wrapped(`${rule}: ${warning}${where}${problem}`, indent, width),
    ...wrapped(`Next: ${next}`, indent + 2, width),
  ];
}

/** `3 findings (1 warning, 2 excepted) in 2 of 12 dashboards`. */
function counts({ dashboards, findings, excepted }: LintReport): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const parts = [
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
    ...(excepted === 0 ? [] : [`${excepted} excepted`]),
  ];
  const aside = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  const concerned = new Set(findings.map(({ file }) => file)).size;
  return `${count(findings.length, 'finding')}${aside} in ${concerned} of ${count(dashboards, 'dashboard')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
