/** Settings as `resolveSettings` makes them, without any file. */
import type { DataSources, Folder, Settings } from '../../src/config/settings.ts';
import { foldersWith } from '../../src/config/folders.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { policyWith, type PolicyOverrides } from '../../src/policy/policy.ts';

export interface Given {
  readonly policy?: PolicyOverrides;
  readonly dataSources?: DataSources;
  readonly folders?: readonly Folder[];
  readonly repository?: string;
}

/** The default policy, Temporal profile and folder, with one-line runbooks. */
export function settings({
  policy: overrides,
  dataSources = { prometheus: 'prometheus' },
  folders = [...foldersWith().values()],
  repository,
}: Given = {}): Settings {
  const policy = policyWith(overrides);
  const runbooks = new Map(
    Object.values(policy.alerts).map(({ name }) => [name, `What to do about ${name}.`] as const),
  );
  return {
    policy,
    catalogue: catalogue(defaultTemporalProfile),
    dataSources,
    runbooks,
    folders: new Map(folders.map((folder) => [folder.directory, folder])),
    ...(repository === undefined ? {} : { repository }),
  };
}
