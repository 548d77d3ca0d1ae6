/** What the check of a page found, for people and for programs. */
import { few } from '../text/few.ts';
import { wrapped } from '../text/wrapped.ts';
import type { CheckedPage } from './check.ts';
import { kinds, type Finding, type FindingKind } from './finding.ts';

export interface Checked extends CheckedPage {
  /** The address or file, as it was named. */
  readonly source: string;
  readonly job: string | undefined;
  /** Whether the job follows from what is on the page. */
  readonly guessed: boolean;
}

export function checkJson(checked: Checked): string {
  const { source, job, guessed, families, series, findings, notShown, notInCatalogue, ofOtherJobs, notes } = checked;
  const value = {
    ok: findings.length === 0,
    source,
    ...(job === undefined ? {} : { job, guessed }),
    families,
    series,
    findings: findings.map(({ kind, metric, label, problem }) => {
      return { kind, metric, ...(label === undefined ? {} : { label }), problem, next: kinds[kind].next };
    }),
    notShown,
    notInCatalogue,
    ofOtherJobs,
    notes,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * The findings by kind and metric, what is worth knowing besides, and a line of counts.
 * @param width columns that a line may have
 */
export function checkText(checked: Checked, width: number): string {
  const { findings, notShown, notInCatalogue, ofOtherJobs, notes } = checked;
  const lines: string[] = [];
  for (const [kind, ofKind] of byKind(findings)) {
    lines.push(...wrapped(kinds[kind].title, 0, width));
    for (const { metric, problem } of ofKind) lines.push(...wrapped(`${metric}: ${problem}`, 2, width));
    lines.push(...wrapped(`Next: ${kinds[kind].next}`, 2, width), '');
  }
  const asides = [
    aside('not shown, which may wait for their first event', notShown),
    aside('not in the catalogue, which has no use for them', notInCatalogue),
    aside('known of other jobs only', ofOtherJobs),
  ].filter((text) => text !== '');
  const told = few(notes, namedAtMost, (left) => `and ${left} more such notes (--json)`);
  for (const text of [...asides, ...told]) lines.push(...wrapped(text, 0, width));
  if (asides.length + notes.length > 0) lines.push('');
  return [...lines, ...wrapped(counts(checked), 0, width), ''].join('\n');
}

function byKind(findings: readonly Finding[]): ReadonlyMap<FindingKind, readonly Finding[]> {
  const groups = new Map<FindingKind, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.kind);
    if (group === undefined) groups.set(finding.kind, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** How many names of a kind are told; --json has all. */
const namedAtMost = 8;

function aside(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const left = names.length - namedAtMost;
  const more = left > 0 ? ` and ${left} more (--json names them)` : '';
  return `${names.length} ${what}: ${names.slice(0, namedAtMost).join(', ')}${more}`;
}

function counts({ findings, families, series, job }: Checked): string {
  const of = job === undefined ? 'of no job that the catalogue knows' : `of job ${job}`;
  return `${count(findings.length, 'finding')} in ${count(families, 'metric')} with ${series} series ${of}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
