/** Histograms, summaries and counters that queries cannot work with. */
import type { ExpositionFamily, ExpositionSeries } from '../metrics/exposition.ts';
import type { Finding } from './finding.ts';

export function shapeFindings(family: ExpositionFamily): readonly Finding[] {
  return few([...new Set(problemsOf(family))]).map((problem) => ({ kind: 'shape', metric: family.name, problem }));
}

/** A program that writes one histogram wrong writes all of them wrong. */
const toldOfOne = 3;

/** The first of many problems, the last of which says how many are left. */
export function few(problems: readonly string[]): readonly string[] {
  const left = problems.length - toldOfOne;
  if (left <= 0) return problems;
  return problems.slice(0, toldOfOne).map((one, at) => (at === toldOfOne - 1 ? `${one}; and ${left} more` : one));
}

function problemsOf(family: ExpositionFamily): readonly string[] {
  switch (family.type) {
    case 'histogram':
      return groups(family, 'le').flatMap((group) => histogramProblems(group));
    case 'summary':
      return groups(family, 'quantile').flatMap((group) => [...partProblems(group), ...quantileProblems(group)]);
    case 'counter':
      return counterProblems(family.series);
    default:
      return [];
  }
}

/** The series of a family that are one histogram or summary, with the labels that say which. */
interface Group {
  readonly labels: string;
  readonly series: readonly ExpositionSeries[];
}

function groups({ series }: ExpositionFamily, structural: string): readonly Group[] {
  const found = new Map<string, ExpositionSeries[]>();
  for (const one of series) {
    const own = Object.entries(one.labels).filter(([name]) => name !== structural);
    const key = own
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(',');
    const group = found.get(key);
    if (group === undefined) found.set(key, [one]);
    else group.push(one);
  }
  return [...found].map(([labels, series]) => ({ labels: labels === '' ? '' : ` {${labels}}`, series }));
}

function partProblems({ labels, series }: Group): readonly string[] {
  return ['_sum', '_count']
    .filter((part) => !series.some(({ suffix }) => suffix === part))
    .map((part) => `no ${part}${labels}`);
}

function quantileProblems({ labels, series }: Group): readonly string[] {
  const wrong = series.filter(({ suffix, labels: { quantile = '' } }) => {
    return suffix === '' && (quantile === '' || !(Number(quantile) >= 0 && Number(quantile) <= 1));
  });
  return wrong.length === 0 ? [] : [`a quantile that is not between 0 and 1${labels}`];
}

function histogramProblems(group: Group): readonly string[] {
  const { labels, series } = group;
  const buckets = series
    .filter(({ suffix }) => suffix === '_bucket')
    .map(({ labels: { le = '' }, value }) => ({ le, bound: boundOf(le), value }));
  const problems = [...partProblems(group)];
  const unreadable = buckets.find(({ bound }) => Number.isNaN(bound));
  if (unreadable !== undefined) return [...problems, `le="${unreadable.le}" is no number${labels}`];
  if (buckets.some(({ bound }, at) => bound <= (buckets[at - 1]?.bound ?? -Infinity))) {
    problems.push(`the buckets do not ascend${labels}`);
  }
  const ascending = buckets.toSorted((a, b) => a.bound - b.bound);
  const falling = ascending.find(({ value }, at) => value < (ascending[at - 1]?.value ?? 0) || Number.isNaN(value));
  if (falling !== undefined) problems.push(`the count falls at le="${falling.le}"; buckets count all below${labels}`);
  const last = ascending.at(-1);
  const count = series.find(({ suffix }) => suffix === '_count')?.value;
  if (last?.bound !== Infinity) problems.push(`no bucket le="+Inf"${labels}`);
  else if (count !== undefined && last.value !== count) {
    problems.push(`_count is ${count}, the bucket le="+Inf" ${last.value}${labels}`);
  }
  return problems;
}

function boundOf(le: string): number {
  if (/^\+?inf$/iu.test(le)) return Infinity;
  return le.trim() === '' ? Number.NaN : Number(le);
}

function counterProblems(series: readonly ExpositionSeries[]): readonly string[] {
  const wrong = series.find(({ suffix, value }) => suffix === '' && value < 0);
  return wrong === undefined ? [] : [`a counter that is ${wrong.value}`];
}
