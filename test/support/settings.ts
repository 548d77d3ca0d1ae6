/** Settings as `resolveSettings` makes them, without any file. */
import type { DataSources, Folder, Settings } from '../../src/config/settings.ts';
import { foldersWith } from '../../src/config/folders.ts';
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
  readonly folders?: readonly Folder[];
  readonly repository?: string;
  readonly temporalProfile?: TemporalProfileName;
}

/** The default policy, Temporal profile and folder unless others are given, with one-line runbooks. */
export function settings({
  policy: overrides,
  dataSources = { prometheus: 'prometheus' },
  folders = [...foldersWith().values()],
  repository,
  temporalProfile,
}: Given = {}): Settings {
  const profile = temporalProfile === undefined ? defaultTemporalProfile : temporalProfiles[temporalProfile];
  const policy = policyWith(overrides);
  const runbooks = new Map(
    Object.values(policy.alerts).map(({ name }) => [name, `What to do about ${name}.`] as const),
  );
  return {
    policy,
    catalogue: catalogue(profile),
    dataSources,
    runbooks,
    folders: new Map(folders.map((folder) => [folder.directory, folder])),
    ...(repository === undefined ? {} : { repository }),
  };
}
