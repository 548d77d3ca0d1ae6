/** A family of a page against the entry of the catalogue. */
import type { ExpositionFamily } from '../metrics/exposition.ts';
import { targetLabels, type MetricInfo } from '../metrics/metric.ts';
import type { Finding } from './finding.ts';
import { boundsOf, ownLabels, storedType } from './stored.ts';

export interface OnPage {
  readonly job: string | undefined;
  /** The names of all families on the page. */
  readonly names: ReadonlySet<string>;
}

export function againstEntry(family: ExpositionFamily, entry: MetricInfo, { job, names }: OnPage): readonly Finding[] {
  return [
    ...typeFindings(family, entry, names),
    ...labelFindings(family, entry, job),
    ...bucketFindings(family, entry),
  ];
}

function typeFindings(
  { name, type }: ExpositionFamily,
  entry: MetricInfo,
  names: ReadonlySet<string>,
): readonly Finding[] {
  const expected = entry.wireType ?? entry.type;
  if (storedType(type) === expected) return [];
  // A counter of OpenMetrics is declared without `_total`, and cannot be where another family has that name.
  const isTaken = name.endsWith('_total') && names.has(name.replace(/_total$/, ''));
  if (type === 'untyped' && expected === 'counter' && isTaken) return [];
  return [{ kind: 'type', metric: name, problem: `the page says ${type}, the catalogue ${expected}` }];
}

function labelFindings(
  family: ExpositionFamily,
  { labels, partialLabels }: MetricInfo,
  job: string | undefined,
): readonly Finding[] {
  const found = ownLabels(family, job);
  const shared: readonly string[] = targetLabels;
  const finding = (label: string, problem: string): Finding => {
    return { kind: 'labels', metric: family.name, label, problem };
  };
  const extra = [...found].filter(([label, { filled }]) => filled && !labels.includes(label));
  const lacking = labels.filter(
    (label) => !shared.includes(label) && !Object.hasOwn(partialLabels, label) && !found.has(label),
  );
  return [
    ...lacking.map((label) => finding(label, `no series has the label ${label}`)),
    ...extra.map(([label]) => finding(label, `the catalogue does not have the label ${label}${renamed(label)}`)),
  ];
}

function renamed(label: string): string {
  const original = targetLabels.find((target) => label === `exported_${target}`);
  return original === undefined ? '' : `: the page writes ${original}, which Prometheus renames`;
}

function bucketFindings(family: ExpositionFamily, { buckets }: MetricInfo): readonly Finding[] {
  if (family.type !== 'histogram' || buckets === undefined) return [];
  const found = boundsOf(family);
  const expected = new Set(buckets);
  const lacking = buckets.filter((bound) => !found.includes(bound));
  const extra = found.filter((bound) => !expected.has(bound));
  if (lacking.length === 0 && extra.length === 0) return [];
  const parts = [
    ...(lacking.length === 0 ? [] : [`the page lacks ${lacking.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`the catalogue lacks ${extra.join(', ')}`]),
  ];
  return [{ kind: 'buckets', metric: family.name, problem: parts.join('; ') }];
}
