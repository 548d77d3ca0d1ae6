/** How names, units, labels and buckets follow from the profile. Names are written out by hand on purpose. */
import { describe, expect, test } from 'vitest';
import { catalogue, seriesOf } from '../../src/metrics/catalogue.ts';
import { temporalProfiles, type TemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { temporalCoreOnly, temporalGoOnly } from '../../src/metrics/temporal-sdk-extra.ts';
import { temporalSdk } from '../../src/metrics/temporal-sdk.ts';

/** Not shipped: what adding one takes. */
const goOtel: TemporalProfile = {
  ...temporalProfiles['go-tally'],
  name: 'go-otel',
  counterSuffix: 'none',
  counterWireType: 'gauge',
};

const names: readonly (readonly [TemporalProfile, readonly string[]])[] = [
  [
    temporalProfiles['go-tally'],
    [
      'temporal_workflow_completed_total',
      'temporal_workflow_endtoend_latency_seconds_bucket',
      'temporal_local_activity_total',
      'temporal_sticky_cache_total_forced_eviction_total',
      'temporal_num_pollers',
    ],
  ],
  [
    goOtel,
    [
      'temporal_workflow_completed',
      'temporal_workflow_endtoend_latency_seconds_bucket',
      'temporal_local_activity_total',
      'temporal_sticky_cache_total_forced_eviction',
      'temporal_num_pollers',
    ],
  ],
  [
    temporalProfiles.core,
    [
      'temporal_workflow_completed',
      'temporal_workflow_endtoend_latency_bucket',
      'temporal_local_activity_total',
      'temporal_sticky_cache_total_forced_eviction',
      'temporal_num_pollers',
    ],
  ],
  [
    temporalProfiles['core-suffixed'],
    [
      'temporal_workflow_completed_total',
      'temporal_workflow_endtoend_latency_seconds_bucket',
      'temporal_local_activity_total_total',
      'temporal_sticky_cache_total_forced_eviction_total',
      'temporal_num_pollers',
    ],
  ],
];

test.each(names)('wire names of $name', (profile, expected) => {
  const sdk = temporalSdk(profile);
  expect([
    sdk.workflowCompleted.name,
    sdk.workflowEndToEndLatency.bucket.name,
    sdk.localActivityTotal.name,
    sdk.stickyCacheTotalForcedEviction.name,
    sdk.numPollers.name,
  ]).toEqual(expected);
});

test('timers say in which unit they are', () => {
  expect(temporalSdk(temporalProfiles['go-tally']).activityExecutionLatency.unit).toBe('seconds');
  expect(temporalSdk(temporalProfiles.core).activityExecutionLatency.unit).toBe('milliseconds');
  expect(temporalSdk(temporalProfiles['core-suffixed']).activityExecutionLatency.unit).toBe('seconds');
});

test('buckets belong to the profile: the worker of the service sees an hour, Core a second', () => {
  expect(temporalSdk(temporalProfiles['go-tally']).workflowTaskExecutionLatency.buckets.at(-1)).toBe(3600);
  expect(temporalSdk(temporalProfiles.core).workflowTaskExecutionLatency.buckets.at(-1)).toBe(1000);
  expect(temporalSdk(temporalProfiles['core-suffixed']).workflowTaskExecutionLatency.buckets.at(-1)).toBe(1);
});

test('a label that only one family has is partial', () => {
  const { activityScheduleToStartLatency, activityExecutionFailed } = temporalSdk(temporalProfiles['go-tally']);
  expect(activityScheduleToStartLatency.partialLabels).toMatchObject({
    activity_type: 'Go SDK',
    service_name: 'Core SDKs',
  });
  expect(activityExecutionFailed.partialLabels).toMatchObject({ failure_reason: 'Core SDKs' });
});

describe('metrics of one family', () => {
  test('are undefined in the profiles of the other', () => {
    expect(temporalGoOnly(temporalProfiles.core)).toBeUndefined();
    expect(temporalCoreOnly(temporalProfiles['go-tally'])).toBeUndefined();
    expect(temporalGoOnly(goOtel)?.requestAttempt.name).toBe('temporal_request_attempt');
    expect(temporalCoreOnly(temporalProfiles['core-suffixed'])?.activityTaskReceived.name).toBe(
      'temporal_activity_task_received_total',
    );
  });

  test('are found by name', () => {
    const name = 'temporal_poller_start_total';
    expect(catalogue(temporalProfiles['go-tally']).lookup(name)?.system).toBe('temporalGoOnly');
    expect(catalogue(temporalProfiles.core).lookup(name)).toBeUndefined();
  });
});

test('a counter that a profile exports as a gauge remains a counter, and says what is on the wire', () => {
  const { workflowFailed, numPollers } = temporalSdk(goOtel);
  expect([workflowFailed.type, workflowFailed.wireType]).toEqual(['counter', 'gauge']);
  expect(numPollers.wireType).toBeUndefined();
  expect(temporalSdk(temporalProfiles.core).workflowFailed.wireType).toBeUndefined();
});

test("every series leaves out the server's job, whose own workers write the bare names", () => {
  for (const profile of Object.values(temporalProfiles)) {
    const { metrics } = catalogue(profile);
    for (const { system, of } of metrics()) {
      const expected = /^temporal(?:Sdk|GoOnly|CoreOnly)$/.test(system) ? 'temporal' : undefined;
      for (const series of seriesOf(of)) expect(series.notFrom, series.name).toBe(expected);
    }
  }
});
