/** The configuration with every default filled in, in the very form of the file. */
import { defaultTemporalProfile } from '../metrics/temporal-profiles.ts';
import type { AlertName, AlertTiming } from '../policy/alerts.ts';
import type { Colours } from '../policy/colours.ts';
import type { Limit, LimitName } from '../policy/limits.ts';
import type { Objectives } from '../policy/objectives.ts';
import { policyWith } from '../policy/policy.ts';
import type { Duration } from '../time/duration.ts';
import { foldersWith } from './folders.ts';
import type { GrafanaConfig, MergedConfig } from './schema.ts';
import type { DataSources, Folder } from './settings.ts';

/** All keys that have a value. Secrets are as they are written: `${NAME}` or the path of a file. */
export interface CompleteConfig {
  readonly policy: {
    readonly limits: Readonly<Partial<Record<LimitName, Omit<Limit, 'bad'>>>>;
    readonly alerts: Readonly<Partial<Record<AlertName, AlertTiming>>>;
    readonly objectives: Objectives;
    readonly colours: Colours;
    readonly scrapeInterval: Duration;
    readonly panelSamples: number;
  };
  readonly temporal: { readonly profile: string };
  readonly dataSources: DataSources;
  readonly folders: Readonly<Record<string, Pick<Folder, 'title' | 'uid' | 'parent'>>>;
  readonly repository?: string;
  readonly grafana?: GrafanaConfig;
}

/** @throws UserError where a value cannot work */
export function completeConfig({
  policy,
  temporal,
  dataSources,
  folders,
  repository,
  grafana,
}: MergedConfig): CompleteConfig {
  const { limits, alerts, objectives, colours, scrapeInterval, panelSamples } = policyWith(policy);
  return {
    policy: {
      limits: mapped(limits, ({ amber, red }) => ({ ...(amber === undefined ? {} : { amber }), red })),
      alerts: mapped(alerts, ({ for: held, keepFiringFor, severity }) => ({ for: held, keepFiringFor, severity })),
      objectives,
      colours,
      scrapeInterval,
      panelSamples,
    },
    temporal: { profile: temporal?.profile ?? defaultTemporalProfile.name },
    dataSources: dataSourcesWith(dataSources),
    folders: Object.fromEntries(
      [...foldersWith(folders).values()].map(({ directory, title, uid, parent }) => [
        directory,
        { title, uid, ...(parent === undefined ? {} : { parent }) },
      ]),
    ),
    ...(repository === undefined ? {} : { repository }),
    ...(grafana === undefined ? {} : { grafana }),
  };
}

/** The uids of data sources. */
export function dataSourcesWith({ prometheus = 'prometheus', traces }: MergedConfig['dataSources'] = {}): DataSources {
  return { prometheus, ...(traces === undefined ? {} : { traces }) };
}

function mapped<Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  change: (from: From) => To,
): Partial<Record<Name, To>> {
  const result: Partial<Record<Name, To>> = {};
  for (const name in record) result[name] = change(record[name]);
  return result;
}
