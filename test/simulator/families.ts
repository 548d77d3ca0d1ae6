/** What the families of a page have: labels, their values, and the bounds of histograms. */
import type { ExpositionFamily } from '../../src/metrics/exposition.ts';

/** Without those that make a bucket. */
export function labelNamesOf(family: ExpositionFamily | undefined): readonly string[] {
  const names = new Set((family?.series ?? []).flatMap(({ labels }) => Object.keys(labels)));
  names.delete('le');
  return [...names].toSorted();
}

export function labelValuesOf(family: ExpositionFamily | undefined, label: string): readonly string[] {
  const values = (family?.series ?? []).flatMap(({ labels }) => labels[label] ?? []);
  return [...new Set(values)].toSorted();
}

/** The distinct upper bounds, as numbers: writers spell them differently. */
export function boundsOf(family: ExpositionFamily | undefined): readonly number[] {
  const bounds = labelValuesOf(family, 'le').map((le) => (le === '+Inf' ? Infinity : Number(le)));
  return bounds.toSorted((a, b) => a - b);
}
