/** What workers and clients ask of the Temporal server. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, query, timeseries } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { longestSeconds, readsUpTo } from '../../src/queries/temporal-timers.ts';
import { untilTheFirst } from './until-the-first.ts';

/** Which of the dashboard's choices requests and long polls can be narrowed to. */
const onlyNamespace = 'Of the choices above only the namespace narrows them: most know neither task queue nor type.';
const pollsNarrowedBy = {
  go: onlyNamespace,
  core: 'Of the choices above only namespace and task queue narrow them.',
};

export function requestsAndFailures({ policy }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['B'],
    untilTheFirst,
    timeseries(policy, {
      key: 'requests-and-failures',
      title: 'Requests against failures',
      description: {
        shows: `Requests to the Temporal server each second, long polls left out, and those that failed after all retries. ${onlyNamespace}`,
        normal: 'failures below 1 in 100 requests.',
        next: 'a click leads to the failures by operation and status code; all at once: see the server.',
      },
      unit: 'reqps',
      min: 0,
      queries: [query(temporal.requests.rate(), 'requests'), query(temporal.requests.failureRate(), 'failures')],
      colours: { requests: 'neutral', failures: 'failure' },
      dataLinks: { 'Failed requests': panelUrl({ dashboard: 'temporal-sdk', panel: 'request-failures' }) },
    }),
  );
}

export function requestsByOperation({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'requests-by-operation',
    title: 'Requests by operation',
    description: {
      shows: `What is asked of the server each second. ${onlyNamespace}`,
      normal: 'mostly answers to tasks; RespondActivityTaskFailed fewer than 1 in 20 of RespondActivityTaskCompleted.',
      next: 'RespondActivityTaskFailed grows: see the failed attempts by type of activity.',
    },
    unit: 'reqps',
    min: 0,
    stacked: true,
    queries: [query(temporal.requests.byOperation(), '{{operation}}')],
    dataLinks: { 'Failed attempts of activities': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }) },
  });
}

export function requestFailures({ policy }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'request-failures',
      title: 'Failed requests',
      description: {
        shows: `Requests that failed each second, by operation and gRPC status code. Empty until the first fails. ${onlyNamespace}`,
        normal: 'empty, or below 1 in 100 requests; NotFound is usual for what has just been closed.',
        next: 'Unavailable or DeadlineExceeded: see the server; ResourceExhausted: its limits; PermissionDenied: credentials.',
      },
      unit: 'reqps',
      min: 0,
      stacked: true,
      queries: [query(temporal.requests.failuresByStatus(), '{{operation}} {{status_code}}')],
      dataLinks: { 'Request latency, p95': panelUrl({ dashboard: 'temporal-sdk', panel: 'request-latency' }) },
    }),
  );
}

export function requestLatency({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const longest = longestSeconds(catalogue.temporalSdk.requestLatency);
  return timeseries(policy, {
    key: 'request-latency',
    title: 'Request latency, p95',
    description: {
      shows: `The time within which 95 of 100 requests are answered, retries included, by operation; what is longer than ${duration(longest)} reads as that. ${onlyNamespace}`,
      normal: 'each below 0.5 seconds.',
      next: 'all operations: the server or the way to it; one: its persistence or its history.',
    },
    unit: 's',
    min: 0,
    queries: [query(temporal.requestLatency(0.95), '{{operation}} {{environment}}')],
    dataLinks: { 'Failed requests': panelUrl({ dashboard: 'temporal-sdk', panel: 'request-failures' }) },
  });
}

export function longPolls({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['B'],
    untilTheFirst,
    timeseries(policy, {
      key: 'long-polls',
      title: 'Long polls against failures',
      description: {
        shows: `Polls for tasks each second by operation, and those that failed. ${pollsNarrowedBy[catalogue.temporalProfile.sdk]}`,
        normal: 'as many as there are tasks, at least 1 a minute from each poller; failures below 1 in 100.',
        next: 'none: no worker polls; failures: a click shows their status code.',
      },
      unit: 'reqps',
      min: 0,
      queries: [
        query(temporal.longPolls.byOperation(), '{{operation}}'),
        query(temporal.longPolls.failureRate(), 'failures'),
      ],
      colours: { failures: 'failure' },
      dataLinks: {
        'Failed long polls': panelUrl({ dashboard: 'temporal-sdk', panel: 'long-poll-failures' }),
        'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }),
      },
    }),
  );
}

/** How long the server holds a poll for which there is no task, in seconds. */
const aMinute = 60;

export function longPollLatency({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const timer = catalogue.temporalSdk.longRequestLatency;
  const longest = longestSeconds(timer);
  return timeseries(policy, {
    key: 'long-poll-latency',
    title: 'Long poll latency, p95',
    description: {
      shows: `The time within which 95 of 100 polls come back, with a task or without, by operation; what is longer than ${duration(longest)} reads as that. It says nothing of speed: an idle poll lasts about a minute. ${pollsNarrowedBy[catalogue.temporalProfile.sdk]}`,
      normal: `short while there are many tasks; with few of them it reads as up to ${duration(readsUpTo(aMinute, timer))}, the bucket of an idle poll.`,
      next: 'near 0 though few tasks come: polls fail at once, a click shows with which status code.',
    },
    unit: 's',
    min: 0,
    queries: [query(temporal.longPollLatency(0.95), '{{operation}} {{environment}}')],
    dataLinks: { 'Failed long polls': panelUrl({ dashboard: 'temporal-sdk', panel: 'long-poll-failures' }) },
  });
}

export function longPollFailures({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'long-poll-failures',
      title: 'Failed long polls',
      description: {
        shows: `Polls that failed each second, by operation and gRPC status code. Empty until the first fails. ${pollsNarrowedBy[catalogue.temporalProfile.sdk]}`,
        normal: 'empty, or below 1 in 100 polls; a worker that stops cancels its own.',
        next: 'Unavailable: the server or the way to it; NotFound: the namespace does not exist.',
      },
      unit: 'reqps',
      min: 0,
      stacked: true,
      queries: [query(temporal.longPolls.failuresByStatus(), '{{operation}} {{status_code}}')],
      dataLinks: { 'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }) },
    }),
  );
}
