/** Entries of the catalogue for the families of a page. */
import type { ExpositionFamily, ExpositionPage } from '../../metrics/exposition.ts';
import type { MetricType, Unit, WireType } from '../../metrics/metric.ts';
import { boundsOf, ownLabels, storedType } from '../stored.ts';
import { propertiesOf } from './property.ts';

/** A metric as the catalogue's files write it. */
export interface ImportedEntry {
  readonly property: string;
  readonly type: MetricType;
  readonly name: string;
  readonly labels: readonly string[];
  readonly unit: Unit;
  readonly help: string;
  /** Of a histogram: the finite upper bounds of all its series together. */
  readonly buckets?: readonly number[];
  readonly wireType?: WireType;
}

export interface Entries {
  /** By the names of the metrics. */
  readonly entries: readonly ImportedEntry[];
  /** What is left out or guessed, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * @param job the job that scrapes the page: what a label is called in Prometheus depends on it
 * @param leaveOut names that the catalogue has already
 */
export function entriesOf(page: ExpositionPage, job: string, leaveOut: ReadonlySet<string> = new Set()): Entries {
  const notes: string[] = [];
  const here = page.families.filter((family) => {
    if (leaveOut.has(family.name)) return false;
    const reason = unusable(family);
    if (reason !== undefined) notes.push(`left out: ${family.name}: ${reason}`);
    return reason === undefined;
  });
  const families = here.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const properties = propertiesOf(families.map(({ name }) => name));
  const entries = families.map((family) => {
    if (family.type === 'histogram' && bucketLists(family) > 1) {
      notes.push(`${family.name}: its series differ in their buckets; the entry has all of them`);
    }
    const help = page.helps.get(family.name) ?? '';
    return entryOf(family, properties.get(family.name) ?? family.name, help, job);
  });
  return { entries, notes };
}

const legalName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/u;
const legalLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/u;

function unusable({ name, type, series }: ExpositionFamily): string | undefined {
  if (!legalName.test(name)) return 'queries here write names of letters, digits and underscores only';
  if (series.length === 0) return 'it has no series, so that its labels are not known';
  if (type === 'gaugehistogram') return 'the catalogue has no histograms of gauges';
  const odd = series.flatMap(({ labels }) => Object.keys(labels)).find((label) => !legalLabel.test(label));
  return odd === undefined ? undefined : `its label ${JSON.stringify(odd)} is no name that queries here write`;
}

function entryOf(family: ExpositionFamily, property: string, help: string, job: string): ImportedEntry {
  const { name } = family;
  const labels = [...ownLabels(family, job).keys()];
  const common = { property, name, labels, unit: unitOf(family), help: sentence(help) };
  const stored = storedType(family.type);
  if (stored === 'histogram') return { ...common, type: stored, buckets: boundsOf(family) };
  // How an untyped metric behaves is only in its name.
  if (stored === 'untyped') {
    return { ...common, type: name.endsWith('_total') ? 'counter' : 'gauge', wireType: 'untyped' };
  }
  return { ...common, type: stored === 'gaugehistogram' ? 'gauge' : stored };
}

/** What a value is, by the end of the name; `count` where that does not say. */
function unitOf({ name, type }: ExpositionFamily): Unit {
  const bare = name.replace(/_total$/u, '');
  if (/_(?:timestamp|start_time)_seconds$/u.test(bare)) return 'unix_seconds';
  if (/(?:^|_)seconds$/u.test(bare)) return 'seconds';
  if (/(?:^|_)(?:milliseconds|ms)$/u.test(bare)) return 'milliseconds';
  if (/(?:^|_)bytes$/u.test(bare)) return 'bytes';
  if (/(?:^|_)ratio$/u.test(bare)) return 'ratio';
  return type !== 'counter' && name.endsWith('_info') ? 'info' : 'count';
}

/** One line with a full stop, as all help texts of the catalogue. */
function sentence(help: string): string {
  const line = help.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const said = line.replace(/[.!?\s]+$/u, '');
  return [...said].length > 1 ? `${said}.` : 'No help text on the page.';
}

/** How many different lists of bounds the series have. */
function bucketLists({ series }: ExpositionFamily): number {
  const lists = new Map<string, string[]>();
  for (const { suffix, labels } of series) {
    if (suffix !== '_bucket') continue;
    const { le = '', ...own } = labels;
    const key = JSON.stringify(own);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [le]);
    else list.push(le);
  }
  return new Set([...lists.values()].map((list) => list.join())).size;
}
