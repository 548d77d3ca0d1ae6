/** What verify has found, for people and for programs. */
import { wrapped, printable } from '../../text/wrapped.ts';
import { spoken } from '../../time/spoken.ts';
import { findingsOf, grouped, type LiveFinding, type Place, type Strictness } from './findings.ts';
import type { DashboardResult, NamedResult, PanelResult, QueryResult } from './result.ts';
import { isStale, summarise, type Summary } from './summary.ts';

export interface Report extends Strictness {
  readonly dashboards: readonly DashboardResult[];
  /** Files that hold no dashboard. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Whether all was asked and nothing is wrong. */
export function isFine(report: Report): boolean {
  return findingsOf(report.dashboards, report).length === 0;
}

export function verifyJson(report: Report): string {
  const summary = summarise(report.dashboards);
  const value = {
    ok: isFine(report) && summary.unfinished === 0,
    complete: summary.unfinished === 0,
    summary: { ...summary, samples: summary.samples ?? null },
    budget: report.budget,
    findings: findingsOf(report.dashboards, report),
    dashboards: report.dashboards.map(({ from, to, panels, variables, annotations, ...dashboard }) => ({
      ...dashboard,
      from: rounded(from),
      to: rounded(to),
      variables: variables.map(named),
      annotations: annotations.map(named),
      panels: panels.map(({ queries, samples, ...panel }) => ({
        ...panel,
        samples: samples ?? null,
        queries: queries.map(asked),
      })),
    })),
    skipped: report.skipped,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function named({ name, query: _, ...result }: NamedResult) {
  const { query: __, ...rest } = asked({ query: '', ...result });
  return { name, ...rest };
}

function asked({ age, seconds, samples, ...result }: QueryResult) {
  return { ...result, age: roundedOrNull(age), seconds: roundedOrNull(seconds), samples: samples ?? null };
}

function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : rounded(value);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

export interface TextOptions {
  /** Columns that a line may have; without one, none is broken. */
  readonly width?: number | undefined;
  /** A line for each query, not for findings alone. */
  readonly all?: boolean;
}

/** The findings by dashboard and place, what is unproven, and a line of counts. */
export function verifyText(
  report: Report,
  { width = Number.POSITIVE_INFINITY, all = false }: TextOptions = {},
): string {
  const summary = summarise(report.dashboards);
  const findings = findingsOf(report.dashboards, report);
  const lines = all ? report.dashboards.flatMap((dashboard) => table(dashboard, width)) : [];
  for (const dashboard of report.dashboards) {
    const own = findings.filter(
      ({ file, uid, dashboard: title }) =>
        file === dashboard.file && uid === dashboard.uid && title === dashboard.title,
    );
    if (own.length === 0) continue;
    lines.push(...wrapped(heading(dashboard), 0, width));
    let last = '';
    for (const finding of own) {
      const place = placeText(finding.place);
      if (place !== last) lines.push(...wrapped(place, 2, width));
      last = place;
      lines.push(...described(finding, width));
    }
    lines.push('');
  }
  return [
    ...lines,
    ...notes(summary, width),
    ...wrapped(counts(summary), 0, width),
    ...ending(summary, findings, report.dashboards, width),
    '',
  ].join('\n');
}

function heading({ title, file }: DashboardResult): string {
  return `${title || 'Without a title'} (${file})`;
}

function placeText(place: Place): string {
  if (place.kind !== 'panel') return `${place.kind} "${place.title}"`;
  return place.title === '' ? `panel ${place.id ?? 'without a title'}` : `panel "${place.title}"`;
}

function described({ kind, query, problem, next }: LiveFinding, width: number): readonly string[] {
  const where = query === undefined ? '' : `query ${query}: `;
  return [...wrapped(`${kind}: ${where}${problem}`, 4, width), ...wrapped(`Next: ${next}`, 6, width)];
}

/** What is no finding, and should be known. */
function notes({ notJudged, stale, samples, panels, states }: Summary, width: number): readonly string[] {
  const kinds = Object.entries(notJudged).map(([what, count]) => `${count} × ${what}`);
  const asked = panels - states['not judged'];
  return [
    ...(kinds.length === 0 ? [] : wrapped(`Not judged, for they ask no Prometheus: ${kinds.join(', ')}.`, 0, width)),
    ...(stale === 0
      ? []
      : wrapped(
          `${count(stale, 'panel')} with data whose newest sample is older than 5m; --all shows which.`,
          0,
          width,
        )),
    ...(samples === undefined && asked > 0
      ? wrapped('The server tells no statistics of its queries, so what they cost is not proven.', 0, width)
      : []),
  ];
}

/** `52 panels: 40 with data, 5 may be empty, 6 unproven (job temporal), 1 empty, 0 failed`. */
function counts({ panels, states, unprovenJobs }: Summary): string {
  const jobs =
    unprovenJobs.length === 0 ? '' : ` (${unprovenJobs.length === 1 ? 'job' : 'jobs'} ${unprovenJobs.join(', ')})`;
  const parts = [
    `${states.full} with data`,
    `${states['may be empty']} may be empty`,
    `${states.unproven} unproven${jobs}`,
    `${states.empty} empty`,
    `${states.failed} failed`,
    ...(states['not judged'] === 0 ? [] : [`${states['not judged']} not judged`]),
  ];
  return `${count(panels, 'panel')}: ${parts.join(', ')}`;
}

function ending(
  { unfinished, dashboards }: Summary,
  findings: readonly LiveFinding[],
  results: readonly DashboardResult[],
  width: number,
): readonly string[] {
  const concerned = results.filter(({ file, uid }) =>
    findings.some((finding) => finding.file === file && finding.uid === uid),
  );
  const line = `${count(findings.length, 'finding')} in ${concerned.length} of ${count(dashboards, 'dashboard')}`;
  if (unfinished === 0) return [line];
  const missing = results
    .filter((result) => result.unfinished > 0)
    .map(({ title, unfinished: left }) => `${title} (${left})`);
  return [line, ...wrapped(`${count(unfinished, 'panel')} not asked any more: ${missing.join(', ')}`, 0, width)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A line for each query: its state, series, age, time, samples. */
function table(dashboard: DashboardResult, width: number): readonly string[] {
  const rows = [
    ...dashboard.variables.map((variable) => ({
      name: `variable ${variable.name}`,
      result: variable,
      notes: reasonOf(variable),
    })),
    ...dashboard.annotations.map((note) => ({ name: `annotation ${note.name}`, result: note, notes: reasonOf(note) })),
    ...dashboard.panels.flatMap(panelRows),
  ];
  const columns = 'state          series    age   time    samples';
  const wide = Math.max(20, Math.min(40, width - columns.length - 2));
  return [
    ...wrapped(heading(dashboard), 0, width),
    `${''.padEnd(wide)}  ${columns}`,
    ...rows.flatMap(({ name, result, notes: lines }) => [
      `${clipped(name, wide)}  ${cells(result)}`.trimEnd(),
      ...lines.flatMap((line) => wrapped(line, 4, width)),
    ]),
    '',
  ];
}

function panelRows(panel: PanelResult) {
  const { title, queries, notJudged, repeatedFor } = panel;
  const several =
    repeatedFor.length === 0
      ? []
      : [`repeated for ${repeatedFor.map((name) => `$${name}`).join(', ')}: asked once, with all values`];
  const stale = isStale(panel) ? ['stale: its newest sample is older than 5m'] : [];
  return [
    ...queries.map((result, index) => ({
      name: `${title}${result.query === '' ? '' : ` ${result.query}`}`,
      result,
      notes: [...(index === 0 ? [...several, ...stale] : []), ...reasonOf(result)],
    })),
    ...notJudged.map(({ refId, what }) => ({
      name: `${title}${refId === '' ? '' : ` ${refId}`}`,
      result: {
        query: refId,
        state: 'not judged',
        series: 0,
        age: undefined,
        seconds: undefined,
        samples: undefined,
      } as const,
      notes: [what],
    })),
  ];
}

function reasonOf({ reason, filledBy, jobs }: QueryResult): readonly string[] {
  return [
    ...(reason === undefined ? [] : [`${reason}${filledBy === undefined ? '' : ` (filled by ${filledBy})`}`]),
    ...(jobs === undefined ? [] : [`not scraped: ${jobs.join(', ')}`]),
  ];
}

function cells({ state, series, age, seconds, samples }: QueryResult): string {
  return [
    state.padEnd(12),
    String(series).padStart(8),
    (age === undefined ? '' : spoken(age)).padStart(6),
    (seconds === undefined ? '' : `${seconds.toFixed(2)}s`).padStart(6),
    (samples === undefined ? '' : grouped(samples)).padStart(10),
  ].join(' ');
}

function clipped(text: string, width: number): string {
  const clean = printable(text);
  return clean.length <= width ? clean.padEnd(width) : `${clean.slice(0, width - 1)}…`;
}
