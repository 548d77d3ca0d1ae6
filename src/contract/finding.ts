/** What is found on a page of metrics. */

/** The kinds of findings, in the order of the report: what each says, and what to do about it. */
export const kinds = {
  missing: {
    title: 'missing: the catalogue says that this job exposes it',
    next: 'Initialise every label value at start; or take the metric out of the catalogue, or name the right job.',
  },
  unknown: {
    title: 'unknown: the catalogue lacks it',
    next: 'Add it to src/metrics, or bring the service along: dashboards metrics import.',
  },
  type: {
    title: 'another type than in the catalogue',
    next: 'Correct the one that is wrong: from the type follows whether rate() may be used.',
  },
  labels: {
    title: 'other labels than in the catalogue',
    next: 'Correct the one that is wrong: a query that groups by a missing label has one nameless series.',
  },
  buckets: {
    title: 'other buckets than in the catalogue',
    next: 'Correct the one that is wrong: from the buckets follows which limits can be reached.',
  },
  name: {
    title: "against Prometheus's rules for names",
    next: 'Rename it now, before dashboards use it: https://prometheus.io/docs/practices/naming/',
  },
  cardinality: {
    title: 'too many series',
    next: 'Take the label away, or put its values into few classes; --max-series and --max-values change the limits.',
  },
  shape: {
    title: 'not well formed: Prometheus takes it, and queries answer nonsense',
    next: 'Correct the program that writes the page.',
  },
  duplicate: {
    title: 'twice on the page: Prometheus keeps one, and warns at each scrape',
    next: 'Correct the program that writes the page.',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly next: string }>>;

export type FindingKind = keyof typeof kinds;

export interface Finding {
  readonly kind: FindingKind;
  /** The name of the family. */
  readonly metric: string;
  /** The label that is meant, where one is. */
  readonly label?: string;
  readonly problem: string;
}
