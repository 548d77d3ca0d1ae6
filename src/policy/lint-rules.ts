/**
 * The rules that dashboards are held to, by name. They are named here, above panels and linter, so that a panel can be
 * excepted from one. What each finds is said in its file below `src/lint/rules`, and in `docs/lint.md`.
 */

/** The rules of dashboard-linter, which other tools and a `.lint` file know by these names. */
export const commonRules = [
  'template-datasource',
  'template-job',
  'template-instance',
  'template-label-promql',
  'template-on-time-change-reload',
  'panel-datasource',
  'panel-title-description',
  'panel-units',
  'panel-no-targets',
  'target-promql',
  'target-rate-interval',
  'target-job',
  'target-instance',
  'target-counter-agg',
  'uneditable-dashboard',
] as const;

/** Our own rules. */
export const ownRules = [
  // What a dashboard is made of.
  'uid-form',
  'uid-unique',
  'title-unique',
  'panel-description',
  'unknown-unit',
  'unknown-variable',
  'unused-variable',
  'variable-promql',
  'dead-link',
  'link-variable',
  'threshold-reach',
  'status-colour',
  'colour-without-series',
  'needless-exception',
  // What a query asks.
  'unknown-metric',
  'unknown-label',
  'wrong-type',
  'counter-without-rate',
  'impossible-query',
  'quantile-without-le',
  'ratio-unsummed',
  'ratio-over-itself',
  'ratio-leaves-part-out',
  'ratio-without-traffic',
  'ratio-across-jobs',
  'compare-unsummed',
  'offset-per-instance',
  'sample-age',
] as const;

export const lintRules = [...commonRules, ...ownRules] as const;

export type LintRule = (typeof lintRules)[number];

/** Rules that a panel is excepted from, each with the reason. */
export type LintExceptions = { readonly [R in LintRule]?: string };
