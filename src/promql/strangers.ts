/** Ratios whose sides come from different jobs. */
import { selectors, type Matching, type Node, type SelectorNode } from './ast.ts';
import { carries, isMatched } from './carries.ts';

/** Two sides that never meet. */
export interface Strangers {
  /** The labels that keep them apart. */
  readonly labels: readonly string[];
  /** The jobs that expose the part, and those that expose the whole. */
  readonly ofPart: readonly string[];
  readonly ofWhole: readonly string[];
}

/**
 * Whether a part can never find its whole: both are kept apart by `job` or `instance`, and no job exposes both.
 * Undefined where they can meet, and where it is not known who exposes them.
 */
export function strangers(part: Node, whole: Node, matching?: Matching): Strangers | undefined {
  const labels = ['job', 'instance'].filter(
    (label) => isMatched(matching, label) && carries(part, label) && carries(whole, label),
  );
  if (labels.length === 0) return undefined;
  const ofPart = jobsOf(part);
  const ofWhole = jobsOf(whole);
  const together = ofPart.length === 0 || ofWhole.length === 0 || ofPart.some((job) => ofWhole.includes(job));
  return together ? undefined : { labels, ofPart, ofWhole };
}

/** The jobs that expose what an expression reads; none where that is not known of all of it. */
function jobsOf(node: Node): readonly string[] {
  const jobs = selectors(node).map(jobsOfSelector);
  return jobs.includes(undefined) ? [] : [...new Set(jobs.flatMap((some) => some ?? []))];
}

/** A job that the selector names decides; otherwise the catalogue knows. */
function jobsOfSelector({ metric, matchers }: SelectorNode): readonly string[] | undefined {
  const named = matchers.find(({ label, operator }) => label === 'job' && operator === '=')?.value;
  return named === undefined || named.includes('$') ? metric?.jobs : [named];
}
