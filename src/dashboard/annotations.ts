/** What happened meanwhile, drawn over all panels. */
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Catalogue } from '../metrics/catalogue.ts';
import type { Job, TargetLabel } from '../metrics/metric.ts';
import type { Colours } from '../policy/colours.ts';
import type { MayBeEmpty } from '../policy/incidents.ts';
import {
  appearedWithin,
  by,
  lt,
  max,
  oneOf,
  or,
  sub,
  time,
  where,
  type Legend,
  type Operand,
  type Vector,
} from '../promql/index.ts';
import { print } from '../promql/print.ts';
import { nodeOf } from '../promql/vector.ts';
import { scope } from '../promql/scope.ts';
import { seconds } from '../time/duration.ts';
import { chosenDataSource, chosenTargets } from '../variables/standard.ts';

/**
 * How long after its start a process counts as just deployed: two steps of an annotation query. Over ranges of more than
 * about two days Grafana takes longer steps, and marks may fall between them.
 */
const deployWindow = '2m';
const step = '60s';

const names = { deploys: 'Deploys', firing: 'Firing alerts' } as const;

/**
 * Most of the time nothing is marked: by the name of the annotation, why, and what fills it. A deploy that keeps the
 * address of a program is seen by its start time alone, which of the application's programs the API tells.
 * @param jobs that the dashboard shows
 */
export function mayHaveNoMark(jobs: readonly Job[]): Readonly<Record<(typeof names)[keyof typeof names], MayBeEmpty>> {
  return {
    [names.deploys]: {
      reason: 'nothing was deployed in the time shown',
      filledBy: jobs.includes('order_processing_api') ? 'deploy' : 'start',
    },
    [names.firing]: { reason: 'no alert fired in the time shown', filledBy: 'alert' },
  };
}

/** Deploys of the jobs that the dashboard shows, and firing alerts. */
export function annotations(catalogue: Catalogue, jobs: readonly Job[], colours: Colours): readonly AnnotationQuery[] {
  const firing = where(catalogue.prometheus.alerts, { alertstate: 'firing', severity: oneOf('critical', 'warning') });
  return [
    annotation(names.deploys, deploys(catalogue, jobs), '{{job}} {{instance}} started', colours.deploy),
    annotation(names.firing, firing, '{{alertname}} ({{severity}})', colours.firing),
  ];
}

/**
 * Processes that have just started. A new pod is a new series, so `changes` would never see it. Where a program has no
 * `process_start_time_seconds`, its own start counter stands in: new where it did not exist shortly before.
 */
function deploys({ goRuntime, temporalSdk, temporalServer }: Catalogue, jobs: readonly Job[]): Vector<TargetLabel> {
  const started = goRuntime.processStartTime;
  const [first, ...others] = jobs.filter((job) => started.jobs.includes(job));
  const young = (series: Operand<TargetLabel>) => lt(sub(time(), series), seconds(deployWindow));
  const target = by('environment', 'job', 'instance');
  const marks = [
    ...(first === undefined ? [] : [young(where(started, { job: oneOf(first, ...others) }))]),
    ...(jobs.includes('order_processing_worker')
      ? [max(appearedWithin(temporalSdk.workerStart, deployWindow), target)]
      : []),
    ...(jobs.includes('temporal') ? [max(appearedWithin(temporalServer.restarts, deployWindow), target)] : []),
  ];
  const [mark, ...more] = marks;
  return more.reduce((all, next) => or(all, next), mark ?? young(started));
}

function annotation<L extends string, const T extends string>(
  name: string,
  expression: Operand<L>,
  title: Legend<T, L>,
  colour: string,
): AnnotationQuery {
  const built = new AnnotationQueryBuilder()
    .name(name)
    .datasource(chosenDataSource)
    .expr(print(scope(nodeOf(expression), chosenTargets)))
    .titleFormat(title)
    .step(step)
    .iconColor(colour)
    .build();
  // The SDK hides an annotation's switch in a menu, with a key that only Grafana 12.3 and later know.
  const { placement: _, ...rest } = built;
  return rest;
}
