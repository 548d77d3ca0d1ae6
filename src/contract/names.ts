/**
 * Names against Prometheus's rules.
 * Source: https://prometheus.io/docs/practices/naming/ and the checks of `promtool check metrics`.
 */
import type { ExpositionFamily } from '../metrics/exposition.ts';
import type { Finding } from './finding.ts';
import { ownLabels, storedType } from './stored.ts';

/** Units that are not base units, and shortened ones: what stands for them. */
const units: ReadonlyMap<string, string> = new Map([
  ...words('seconds', 'second secs sec milliseconds millisecond millis msec ms microseconds micros usec us'),
  ...words('seconds', 'nanoseconds nanos nsec ns minutes minute mins hours hour days day weeks'),
  ...words('bytes', 'byte kilobytes kb kib megabytes mb mib gigabytes gb gib terabytes tb tib bits bit'),
  ...words('ratio', 'percent percentage pct'),
  ...words('timestamp_seconds', 'timestamp'),
]);

function words(unit: string, wrong: string): readonly (readonly [string, string])[] {
  return wrong.split(' ').map((word) => [word, unit] as const);
}

const types: ReadonlySet<string> = new Set(['counter', 'gauge', 'histogram', 'summary']);

/**
 * @param decided the catalogue has the name, so that somebody decided for a label's name in it (`orders_by_status`)
 */
export function nameFindings(family: ExpositionFamily, job: string | undefined, decided: boolean): readonly Finding[] {
  const labels = [...ownLabels(family, job).keys()];
  const finding = (problem: string, label?: string): Finding => {
    return { kind: 'name', metric: family.name, ...(label === undefined ? {} : { label }), problem };
  };
  return [
    ...spelling(family.name).map((problem) => finding(problem)),
    ...suffixes(family).map((problem) => finding(problem)),
    ...labels.flatMap((label) => labelProblems(family, label, decided).map((problem) => finding(problem, label))),
  ];
}

function spelling(name: string): readonly string[] {
  if (name.includes(':')) return ['a colon is for recording rules'];
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u.test(name)) return ['not snake case (a-z, 0-9, single underscores)'];
  return name
    .split('_')
    .filter((word) => types.has(word))
    .map((word) => `the type is in the name: ${word}`);
}

/** The end of a name, which says what its values are. */
function suffixes({ name, type }: ExpositionFamily): readonly string[] {
  const stored = storedType(type);
  const parts = name.toLowerCase().split('_');
  const ends = (suffix: string): boolean => parts.at(-1) === suffix;
  const problems: string[] = [];
  if (stored === 'counter' && !ends('total')) problems.push('a counter ends in _total');
  if (stored !== 'counter' && stored !== 'untyped' && ends('total'))
    problems.push(`_total is for counters, not for a ${type}`);
  if (ends('info') && stored !== 'gauge') problems.push(`_info is for gauges that are always 1, not for a ${type}`);
  for (const part of ['bucket', 'sum', 'count']) {
    if (parts.length > 1 && ends(part)) problems.push(`_${part} is for the series of histograms and summaries`);
  }
  const last = parts.at(-1) === 'total' ? parts.at(-2) : parts.at(-1);
  const base = units.get(last ?? '');
  if (parts.length > 1 && last !== undefined && base !== undefined)
    problems.push(`_${last}: the base unit is _${base}`);
  return problems;
}

function labelProblems({ name, type }: ExpositionFamily, label: string, decided: boolean): readonly string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u.test(label)) problems.push(`the label ${label} is not snake case`);
  if (label === 'le' || label === 'quantile') {
    problems.push(`the label ${label} is for ${label === 'le' ? 'histograms' : 'summaries'}, not for a ${type}`);
  }
  // The first word is the program's, and an info metric is named after what its labels tell.
  const within = name.endsWith('_info') ? '' : `${name}_`;
  if (!decided && within.includes(`_${label}_`)) problems.push(`the label ${label} is in the name too`);
  return problems;
}
