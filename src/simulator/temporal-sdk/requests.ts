/** Requests to the Temporal server and long polls, as an SDK counts them. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { unknownNamespace } from '../../metrics/temporal-profiles.ts';
import type { KeptValue } from '../exposition/series.ts';
import type { CounterMetric, SdkPage, TimerMetric } from './sdk-page.ts';

type Meaning = Readonly<Record<string, string>>;

/** The labels of a request before the client knows a namespace. */
export const ofNoNamespace: Meaning = { namespace: unknownNamespace };

/** The status of a request that the server refused for load; Go counts those apart, by cause. */
export const refusedForLoad = 'ResourceExhausted';
const causeOfRefusal = 'PersistenceLimit';

/** One operation, counted once however often it is tried. */
export interface Operation {
  /** A number of requests that took so many seconds each. */
  answered(seconds: number, times?: number): void;
  /** Requests that failed after that time, with the name of the gRPC status; they are among those counted. */
  failed(status: string, seconds: number, times?: number): void;
}

/** What is counted of an operation. Go counts its single attempts beside it: here each request takes one. */
export interface Counted {
  readonly all: readonly CounterMetric[];
  readonly timers: readonly TimerMetric[];
  readonly failures: readonly CounterMetric[];
  readonly refused: readonly CounterMetric[];
}

export function requests({ temporalSdk: sdk, temporalGoOnly: go }: Catalogue): Counted {
  return {
    all: [sdk.request, ...(go === undefined ? [] : [go.requestAttempt])],
    timers: [sdk.requestLatency, ...(go === undefined ? [] : [go.requestLatencyAttempt])],
    failures: [sdk.requestFailure, ...(go === undefined ? [] : [go.requestFailureAttempt])],
    refused: go === undefined ? [] : [go.requestResourceExhausted],
  };
}

/** Requests that wait for a task. */
export function longPolls({ temporalSdk: sdk, temporalGoOnly: go }: Catalogue): Counted {
  return {
    all: [sdk.longRequest, ...(go === undefined ? [] : [go.longRequestAttempt])],
    timers: [sdk.longRequestLatency, ...(go === undefined ? [] : [go.longRequestLatencyAttempt])],
    failures: [sdk.longRequestFailure, ...(go === undefined ? [] : [go.longRequestFailureAttempt])],
    refused: go === undefined ? [] : [go.longRequestResourceExhausted],
  };
}

/** @param meaning what its labels mean beside `operation` */
export function operationOn(page: SdkPage, counted: Counted, operation: string, meaning: Meaning = {}): Operation {
  const labels = { operation, ...meaning };
  const all = counted.all.map((metric) => page.counter(metric, labels));
  const timers = counted.timers.map((metric) => page.timer(metric, labels));
  for (const metric of [...counted.failures, ...counted.refused]) page.declare(metric);
  const byStatus = new Map<string, readonly KeptValue[]>();
  const failuresOf = (status: string) => {
    const failed = { ...labels, status_code: status };
    const refused = status === refusedForLoad ? counted.refused : [];
    return [
      ...counted.failures.map((metric) => page.counter(metric, failed)),
      ...refused.map((metric) => page.counter(metric, { ...failed, cause: causeOfRefusal })),
    ];
  };
  const answered = (seconds: number, times = 1) => {
    for (const counter of all) counter.inc(times);
    for (const timer of timers) timer.observe(seconds, times);
  };
  return {
    answered,
    failed: (status, seconds, times = 1) => {
      answered(seconds, times);
      const failures = byStatus.get(status) ?? failuresOf(status);
      byStatus.set(status, failures);
      for (const counter of failures) counter.inc(times);
    },
  };
}
