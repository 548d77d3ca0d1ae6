/** The text of an imported module at work, without a compiler: it is JavaScript too. */
import { runInThisContext } from 'node:vm';
import type { Expected } from '../../../src/contract/expected.ts';
import type { CatalogueMetric } from '../../../src/metrics/catalogue.ts';
import { counter, gauge, histogram, summary } from '../../../src/metrics/define.ts';

const constructors = { counter, gauge, histogram, summary };

/** The metrics that the module exports, by property. */
export function loaded(text: string): Readonly<Record<string, CatalogueMetric>> {
  const body = text.replace(/^import \{[^}]*\} from '[^']*';$/mu, '').replace(/^export const \w+ = /mu, 'return ');
  const module: unknown = runInThisContext(`(({ ${Object.keys(constructors).join(', ')} }) => { ${body} })`);
  const metrics: unknown = typeof module === 'function' ? module(constructors) : undefined;
  if (isMetrics(metrics)) return metrics;
  throw new Error(`the module exports no metrics:\n${text}`);
}

export function isMetrics(value: unknown): value is Readonly<Record<string, CatalogueMetric>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((metric) => typeof metric === 'object' && metric !== null && 'jobs' in metric)
  );
}

/** What the check is to expect, of metrics that a team brought along. */
export function imported(metrics: Readonly<Record<string, CatalogueMetric>>): readonly Expected[] {
  return Object.values(metrics).map((of) => ({ of, system: 'imported', own: true, namedHere: false }));
}
