/** Requests and long polls of Temporal's clients to its server. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { by, mul, or, rate, sum, type Range, type Vector } from '../promql/index.ts';
import { ofNamespace, ofQueue, type TemporalChoices } from './temporal-choices.ts';
import { secondsQuantile } from './temporal-timers.ts';

/** What is summed of requests and of long polls alike. */
interface Calls {
  /** Per second. */
  readonly rate: (window?: Range) => Vector<never>;
  /** Per second; 0 where none has failed yet, since the SDKs write that counter with the first failure only. */
  readonly failureRate: (window?: Range) => Vector<never>;
  readonly byOperation: (window?: Range) => Vector<'operation'>;
  readonly failuresByStatus: (window?: Range) => Vector<'operation' | 'status_code'>;
}

export function requestQueries({ temporalSdk: sdk, temporalProfile }: Catalogue, choices: TemporalChoices) {
  const request = ofNamespace(sdk.request, choices);
  const failure = ofNamespace(sdk.requestFailure, choices);
  const latency = ofNamespace(sdk.requestLatency, choices);
  // In Go they carry `task_queue="none"`.
  const go = temporalProfile.sdk === 'go';
  const poll = go ? ofNamespace(sdk.longRequest, choices) : ofQueue(sdk.longRequest, choices);
  const pollFailure = go ? ofNamespace(sdk.longRequestFailure, choices) : ofQueue(sdk.longRequestFailure, choices);
  const pollLatency = go ? ofNamespace(sdk.longRequestLatency, choices) : ofQueue(sdk.longRequestLatency, choices);
  const requests: Calls = {
    rate: (window) => sum(rate(request, window)),
    failureRate: (window) => orNone(sum(rate(failure, window)), sum(rate(request, window))),
    byOperation: (window) => sum(rate(request, window), by('operation')),
    failuresByStatus: (window) => sum(rate(failure, window), by('operation', 'status_code')),
  };
  const longPolls: Calls = {
    rate: (window) => sum(rate(poll, window)),
    failureRate: (window) => orNone(sum(rate(pollFailure, window)), sum(rate(poll, window))),
    byOperation: (window) => sum(rate(poll, window), by('operation')),
    failuresByStatus: (window) => sum(rate(pollFailure, window), by('operation', 'status_code')),
  };
  return {
    requests,
    longPolls,
    /** Quantile of the time of a request with its retries, in seconds. */
    requestLatency(phi: number, window?: Range): Vector<'environment' | 'operation'> {
      return secondsQuantile(phi, latency, by('environment', 'operation'), window);
    },
    /** Quantile of the time of a long poll, in seconds; an idle one lasts about a minute. */
    longPollLatency(phi: number, window?: Range): Vector<'environment' | 'operation'> {
      return secondsQuantile(phi, pollLatency, by('environment', 'operation'), window);
    },
  };
}

function orNone(failures: Vector<never>, all: Vector<never>): Vector<never> {
  return or<never>(failures, mul<never>(0, all));
}
