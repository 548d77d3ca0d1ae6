/** All rules by name. */
import type { LintRule } from '../../policy/lint-rules.ts';
import type { Rule } from '../rule.ts';
import { colourWithoutSeries } from './colour-without-series.ts';
import { compareUnsummed } from './compare-unsummed.ts';
import { offsetPerInstance } from './offset-per-instance.ts';
import { ratioAcrossJobs } from './ratio-across-jobs.ts';
import { ratioLeavesPartOut } from './ratio-leaves-part-out.ts';
import { ratioOverItself } from './ratio-over-itself.ts';
import { ratioUnsummed } from './ratio-unsummed.ts';
import { ratioWithoutTraffic } from './ratio-without-traffic.ts';
import { sampleAge } from './sample-age.ts';
import { targetJob } from './target-job.ts';
import { thresholdReach } from './threshold-reach.ts';
import { uidForm } from './uid-form.ts';

/** What the linter sees by itself, while it uses exceptions. */
type OfLinter = 'needless-exception';

export const rules: Readonly<Partial<Record<Exclude<LintRule, OfLinter>, Rule>>> = {
  'target-job': targetJob,
  'uid-form': uidForm,
  'threshold-reach': thresholdReach,
  'colour-without-series': colourWithoutSeries,
  'ratio-unsummed': ratioUnsummed,
  'ratio-over-itself': ratioOverItself,
  'ratio-leaves-part-out': ratioLeavesPartOut,
  'ratio-without-traffic': ratioWithoutTraffic,
  'ratio-across-jobs': ratioAcrossJobs,
  'compare-unsummed': compareUnsummed,
  'offset-per-instance': offsetPerInstance,
  'sample-age': sampleAge,
};
