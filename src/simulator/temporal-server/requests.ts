/** Requests to the Temporal server's services, between them and to its database, and how they fail. */
import { unknownNamespace } from '../../metrics/temporal-profiles.ts';
import { temporalServer as metrics } from '../../metrics/temporal-server.ts';
import type { Kept } from '../exposition/kept.ts';
import { around, each, Occasional, type Draw } from '../temporal-sdk/chance.ts';
import { namespace } from '../temporal-sdk/names.ts';
import { databaseTrouble } from '../temporal-sdk/stress.ts';
import {
  clientOperations,
  persistenceOperations,
  serviceOperations,
  visibilityOperations,
  type Operation,
} from './operations.ts';
import { following, type Step } from './step.ts';

/** A poll waits so long for a task, in seconds; then the server answers that there is none. */
const longPoll = 60;

/** Does with a step what it brings; made once for each page. */
export type Follow = (step: Step) => void;

/** Whole ones out of a number with a fraction, the rest kept for later. */
export function whole(random: Draw): (expected: number) => number {
  const rest = new Occasional(random);
  return (expected) => rest.times(expected);
}

export function services(kept: Kept, random: Draw): readonly Follow[] {
  return serviceOperations.map((one): Follow => {
    const labels = labelsOf(one);
    const requests = kept.counter(metrics.serviceRequests, labels);
    const latency = kept.histogram(metrics.serviceLatency, labels);
    const own = kept.histogram(metrics.serviceLatencyNoUserLatency, labels);
    const pending = one.median === 'poll' && one.service === 'frontend';
    const waiting = pending ? kept.gauge(metrics.servicePendingRequests, labels) : undefined;
    const count = whole(random);
    const due = following(one.per);
    return (step) => {
      const many = count(due(step));
      if (many > 0) requests.inc(many);
      each(many, (times) => {
        const seconds = time(one, step, random);
        latency.observe(seconds, times);
        own.observe(one.median === 'poll' ? around(0.003, random) : seconds * 0.9, times);
      });
      waiting?.set(Math.ceil(10 * step.conditions.workers));
    };
  });
}

export function clients(kept: Kept, random: Draw): readonly Follow[] {
  return clientOperations.map((one): Follow => {
    const labels = { ...labelsOf(one), service_role: one.role ?? 'history' };
    const requests = kept.counter(metrics.clientRequests, labels);
    const latency = kept.histogram(metrics.clientLatency, labels);
    const count = whole(random);
    const due = following(one.per);
    return (step) => {
      const many = count(due(step));
      if (many > 0) requests.inc(many);
      each(many, (times) => latency.observe(time(one, step, random), times));
    };
  });
}

export function persistence(kept: Kept, random: Draw): readonly Follow[] {
  return persistenceOperations.map((one): Follow => {
    const labels = labelsOf(one);
    const requests = kept.counter(metrics.persistenceRequests, labels);
    const latency = kept.histogram(metrics.persistenceLatency, labels);
    const errors = kept.counter(metrics.persistenceErrors, labels);
    const timeouts = kept.counter(metrics.persistenceErrorsWithType, {
      ...labels,
      error_type: 'persistence_TimeoutError',
    });
    const refused = kept.counter(metrics.persistenceErrorsResourceExhausted, { ...labels, ...limit });
    const [count, failing, refusing] = [whole(random), whole(random), whole(random)];
    const due = following(one.per);
    return (step) => {
      const many = count(due(step));
      if (many > 0) requests.inc(many);
      each(many, (times) => latency.observe(time(one, step, random), times));
      const trouble = databaseTrouble(step.conditions);
      const failed = failing(many * (0.0002 + trouble / 20));
      if (failed > 0) {
        errors.inc(failed);
        timeouts.inc(failed);
      }
      const exhausted = refusing((many * trouble) / 50);
      if (exhausted > 0) refused.inc(exhausted);
    };
  });
}

/** Whose limit is hit where the database cannot take more. */
const limit = { resource_exhausted_cause: 'PersistenceLimit', resource_exhausted_scope: 'System' };

export function visibility(kept: Kept, random: Draw): readonly Follow[] {
  const store = { service_name: 'history', visibility_index_name: 'temporal_visibility' };
  return visibilityOperations.map(({ operation, per }): Follow => {
    const labels = { ...store, operation, visibility_plugin_name: 'postgres12' };
    const requests = kept.counter(metrics.visibilityPersistenceRequests, labels);
    const latency = kept.histogram(metrics.visibilityPersistenceLatency, labels);
    const errors = kept.counter(metrics.visibilityPersistenceErrors, labels);
    const failing = whole(random);
    const due = following(per);
    return (step) => {
      const many = due(step);
      if (many > 0) requests.inc(many);
      const { databaseSlowness } = step.conditions;
      each(many, (times) => latency.observe(around(0.004 * databaseSlowness, random), times));
      const failed = failing((many * databaseTrouble(step.conditions)) / 20);
      if (failed > 0) errors.inc(failed);
    };
  });
}

/** How requests to services fail: a few always, more while the database is in trouble. */
export function errors(kept: Kept, random: Draw): readonly Follow[] {
  const late = { namespace, operation: 'RespondActivityTaskCompleted', service_name: 'frontend' };
  const tooLate = kept.counter(metrics.serviceErrorsWithType, { ...late, error_type: 'serviceerror_NotFound' });
  const added = { namespace, error_type: 'serviceerror_Canceled', service_name: 'matching' };
  const given = kept.counter(metrics.serviceErrorsWithType, { ...added, operation: 'AddActivityTask' });
  const givenUp = kept.counter(metrics.clientErrors, {
    ...added,
    operation: 'MatchingClientAddActivityTask',
    service_role: 'matching',
  });
  const unknown = kept.counter(metrics.persistenceErrorsWithType, {
    namespace,
    operation: 'GetTaskQueueUserData',
    service_name: 'matching',
    error_type: 'serviceerror_NotFound',
  });
  const [lateness, canceling, missing] = [whole(random), whole(random), whole(random)];
  return [
    (step) => {
      const { activityCompleted, activityTask, minute } = step.counts;
      for (const [counters, times] of [
        [[tooLate], lateness(activityCompleted / 250)],
        [[given, givenUp], canceling(activityTask / 400)],
        [[unknown], missing(minute / 5)],
      ] as const) {
        if (times > 0) for (const counter of counters) counter.inc(times);
      }
    },
    ...['StartWorkflowExecution', 'RespondWorkflowTaskCompleted', 'RespondActivityTaskCompleted'].flatMap((operation) =>
      (['frontend', 'history'] as const).map((service) => failing(kept, random, operation, service)),
    ),
  ];
}

function failing(kept: Kept, random: Draw, operation: string, service: 'frontend' | 'history'): Follow {
  const labels = { namespace, operation, service_name: service };
  const unexpected = kept.counter(metrics.serviceErrors, labels);
  const typed = kept.counter(metrics.serviceErrorsWithType, { ...labels, error_type: 'serviceerror_Unavailable' });
  const refused = kept.counter(metrics.serviceErrorsResourceExhausted, { ...labels, ...limit });
  const per = serviceOperations.find((one) => one.operation === operation && one.service === service)?.per ?? {};
  const due = following(per);
  const [failed, refusing] = [whole(random), whole(random)];
  return (step) => {
    const many = due(step);
    const trouble = databaseTrouble(step.conditions);
    const times = failed(many * (0.0005 + trouble / 20));
    if (times > 0) {
      unexpected.inc(times);
      typed.inc(times);
    }
    const exhausted = refusing((many * trouble) / 20);
    if (exhausted > 0) refused.inc(exhausted);
  };
}

function labelsOf({ operation, service, system }: Operation) {
  return { namespace: system === true ? unknownNamespace : namespace, operation, service_name: service };
}

function time({ median }: Operation, { conditions, tasksPerSecond, counts }: Step, random: Draw): number {
  if (median !== 'poll') return around(median * Math.max(1, conditions.databaseSlowness), random);
  const empty = counts.emptyWorkflowPoll + counts.emptyActivityPoll;
  const filled = counts.firstTask + counts.nextTask + counts.activityTask;
  if (random() * (empty + filled) < empty) return longPoll;
  return Math.min(longPoll, around(Math.min(longPoll / 2, 5 / Math.max(0.1, tasksPerSecond)), random));
}
