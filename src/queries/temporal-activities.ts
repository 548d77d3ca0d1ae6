/** Activities and local activities, by their type. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { by, rate, ratio, sum, withPartial, type Range, type Vector } from '../promql/index.ts';
import { ofActivity, ofQueue, type TemporalChoices } from './temporal-choices.ts';
import { plus } from './temporal-plus.ts';
import { secondsQuantile } from './temporal-timers.ts';

type ByType = Vector<'environment' | 'namespace' | 'activity_type'>;
const byType = by('environment', 'namespace', 'activity_type');

export function activityQueries({ temporalSdk: sdk, temporalProfile }: Catalogue, choices: TemporalChoices) {
  const run = ofActivity(sdk.activityExecutionLatency.count, choices);
  const succeeded = ofActivity(sdk.activitySucceedEndToEndLatency.count, choices);
  const failed = ofActivity(sdk.activityExecutionFailed, choices);
  const execution = ofActivity(sdk.activityExecutionLatency, choices);
  const localRun = ofActivity(sdk.localActivityTotal, choices);
  const localSucceeded = ofActivity(sdk.localActivitySucceedEndToEndLatency.count, choices);
  const localFailed = ofActivity(sdk.localActivityExecutionFailed, choices);
  const localExecution = ofActivity(sdk.localActivityExecutionLatency, choices);

  const timer = sdk.activityScheduleToStartLatency;
  const waited = () => ofActivity(withPartial(timer, 'workflow_type', 'activity_type'), choices);

  return {
    /** Attempts of activities, per second. */
    activities(window?: Range): Vector<'namespace' | 'activity_type'> {
      return sum(rate(run, window), by('namespace', 'activity_type'));
    },
    /** Activities that succeeded per such activity and failed attempt: no SDK counts those that failed for good. */
    activitySuccessRatio(window?: Range): ByType {
      const good = sum(rate(succeeded, window), byType);
      return ratio(good, plus(good, sum(rate(failed, window), byType)));
    },
    /** Attempts that failed, per second. */
    activityFailures(window?: Range): Vector<'namespace' | 'activity_type'> {
      return sum(rate(failed, window), by('namespace', 'activity_type'));
    },
    /** Quantile of the time of one attempt, in seconds. */
    activityExecution(phi: number, window?: Range): ByType {
      return secondsQuantile(phi, execution, byType, window);
    },
    /** Quantile of the time that an activity waits for a worker, in seconds: of all, */
    activityWait(phi: number, window?: Range): Vector<'environment'> {
      const grouping = by('environment');
      return temporalProfile.sdk === 'go'
        ? secondsQuantile(phi, waited(), grouping, window)
        : secondsQuantile(phi, ofQueue(timer, choices), grouping, window);
    },
    /** of each queue, */
    activityWaitByQueue(phi: number, window?: Range): Vector<'environment' | 'namespace' | 'task_queue'> {
      return secondsQuantile(phi, ofQueue(timer, choices), by('environment', 'namespace', 'task_queue'), window);
    },
    /** and of each type; undefined in Core, which does not know it here. */
    activityWaitByType:
      temporalProfile.sdk === 'go'
        ? (phi: number, window?: Range): ByType => secondsQuantile(phi, waited(), byType, window)
        : undefined,

    /** Local activities run, per second. */
    localActivities(window?: Range): Vector<'namespace' | 'activity_type'> {
      return sum(rate(localRun, window), by('namespace', 'activity_type'));
    },
    /** As {@link activitySuccessRatio}. */
    localActivitySuccessRatio(window?: Range): ByType {
      const good = sum(rate(localSucceeded, window), byType);
      return ratio(good, plus(good, sum(rate(localFailed, window), byType)));
    },
    /** Attempts that failed, per second. */
    localActivityFailures(window?: Range): Vector<'namespace' | 'activity_type'> {
      return sum(rate(localFailed, window), by('namespace', 'activity_type'));
    },
    /** Quantile of the time of one attempt, in seconds. */
    localActivityExecution(phi: number, window?: Range): ByType {
      return secondsQuantile(phi, localExecution, byType, window);
    },
  };
}
