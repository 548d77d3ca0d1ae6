/** All rules by name. */
import type { LintRule } from '../../policy/lint-rules.ts';
import type { Rule } from '../rule.ts';
import { colourWithoutSeries } from './colour-without-series.ts';
import { compareUnsummed } from './compare-unsummed.ts';
import { counterWithoutRate } from './counter-without-rate.ts';
import { deadLink } from './dead-link.ts';
import { impossibleQuery } from './impossible-query.ts';
import { linkVariable } from './link-variable.ts';
import { needlessException } from './needless-exception.ts';
import { offsetPerInstance } from './offset-per-instance.ts';
import { panelDatasource } from './panel-datasource.ts';
import { panelDescription } from './panel-description.ts';
import { panelNoTargets } from './panel-no-targets.ts';
import { panelTitleDescription } from './panel-title-description.ts';
import { panelUnits } from './panel-units.ts';
import { quantileWithoutLe } from './quantile-without-le.ts';
import { ratioAcrossJobs } from './ratio-across-jobs.ts';
import { ratioLeavesPartOut } from './ratio-leaves-part-out.ts';
import { ratioOverItself } from './ratio-over-itself.ts';
import { ratioUnsummed } from './ratio-unsummed.ts';
import { ratioWithoutTraffic } from './ratio-without-traffic.ts';
import { sampleAge } from './sample-age.ts';
import { statusColour } from './status-colour.ts';
import { targetCounterAgg } from './target-counter-agg.ts';
import { targetInstance } from './target-instance.ts';
import { targetJob } from './target-job.ts';
import { targetPromql } from './target-promql.ts';
import { targetRateInterval } from './target-rate-interval.ts';
import { templateDatasource } from './template-datasource.ts';
import { templateInstance } from './template-instance.ts';
import { templateJob } from './template-job.ts';
import { templateLabelPromql } from './template-label-promql.ts';
import { templateOnTimeChangeReload } from './template-on-time-change-reload.ts';
import { thresholdReach } from './threshold-reach.ts';
import { titleUnique } from './title-unique.ts';
import { uidForm } from './uid-form.ts';
import { uidUnique } from './uid-unique.ts';
import { uneditableDashboard } from './uneditable-dashboard.ts';
import { unknownLabel } from './unknown-label.ts';
import { unknownMetric } from './unknown-metric.ts';
import { unknownUnit } from './unknown-unit.ts';
import { unknownVariable } from './unknown-variable.ts';
import { unusedVariable } from './unused-variable.ts';
import { variablePromql } from './variable-promql.ts';
import { wrongType } from './wrong-type.ts';

export const rules: Readonly<Record<LintRule, Rule>> = {
  'template-datasource': templateDatasource,
  'template-job': templateJob,
  'template-instance': templateInstance,
  'template-label-promql': templateLabelPromql,
  'template-on-time-change-reload': templateOnTimeChangeReload,
  'panel-datasource': panelDatasource,
  'panel-title-description': panelTitleDescription,
  'panel-units': panelUnits,
  'panel-no-targets': panelNoTargets,
  'target-promql': targetPromql,
  'target-rate-interval': targetRateInterval,
  'target-job': targetJob,
  'target-instance': targetInstance,
  'target-counter-agg': targetCounterAgg,
  'uneditable-dashboard': uneditableDashboard,
  'uid-form': uidForm,
  'uid-unique': uidUnique,
  'title-unique': titleUnique,
  'panel-description': panelDescription,
  'unknown-unit': unknownUnit,
  'unknown-variable': unknownVariable,
  'unused-variable': unusedVariable,
  'variable-promql': variablePromql,
  'dead-link': deadLink,
  'link-variable': linkVariable,
  'threshold-reach': thresholdReach,
  'status-colour': statusColour,
  'colour-without-series': colourWithoutSeries,
  'needless-exception': needlessException,
  'unknown-metric': unknownMetric,
  'unknown-label': unknownLabel,
  'wrong-type': wrongType,
  'counter-without-rate': counterWithoutRate,
  'impossible-query': impossibleQuery,
  'quantile-without-le': quantileWithoutLe,
  'ratio-unsummed': ratioUnsummed,
  'ratio-over-itself': ratioOverItself,
  'ratio-leaves-part-out': ratioLeavesPartOut,
  'ratio-without-traffic': ratioWithoutTraffic,
  'ratio-across-jobs': ratioAcrossJobs,
  'compare-unsummed': compareUnsummed,
  'offset-per-instance': offsetPerInstance,
  'sample-age': sampleAge,
};
