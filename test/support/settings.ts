/** Settings as `resolveSettings` makes them, without any file. */
import type { DataSources, Settings } from '../../src/config/settings.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import {
  defaultTemporalProfile,
  temporalProfiles,
  type TemporalProfileName,
} from '../../src/metrics/temporal-profiles.ts';
import { policyWith, type PolicyOverrides } from '../../src/policy/policy.ts';

export interface Given {
  readonly policy?: PolicyOverrides;
  readonly dataSources?: DataSources;
  readonly temporalProfile?: TemporalProfileName;
}

/** The default policy and Temporal profile unless others are given, with one-line runbooks. */
export function settings({
  policy: overrides,
  dataSources = { prometheus: 'prometheus' },
  temporalProfile,
}: Given = {}): Settings {
  const profile = temporalProfile === undefined ? defaultTemporalProfile : temporalProfiles[temporalProfile];
  const policy = policyWith(overrides);
  const runbooks = new Map(
    Object.values(policy.alerts).map(({ name }) => [name, `What to do about ${name}.`] as const),
  );
  return { policy, catalogue: catalogue(profile), dataSources, runbooks };
}
