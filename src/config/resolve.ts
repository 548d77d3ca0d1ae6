/** From the configuration to the settings that dashboards are made with. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { defaultTemporalProfile, temporalProfiles } from '../metrics/temporal-profiles.ts';
import type { AlertName, Alerts } from '../policy/alerts.ts';
import { policyWith } from '../policy/policy.ts';
import { completeConfig, dataSourcesWith, type CompleteConfig } from './complete.ts';
import { foldersWith } from './folders.ts';
import { grafanaServer } from './grafana-server.ts';
import type { Loaded } from './load.ts';
import type { MergedConfig } from './schema.ts';
import type { Settings } from './settings.ts';

export const configFile = 'dashboards.config.yaml';
const runbookFolder = join('docs', 'runbooks');

export interface Choice {
  /** An environment of the configuration; left out, what the rest of it says. */
  readonly environment?: string | undefined;
}

/**
 * The settings of the project in a folder.
 * @throws UserError for mistakes in the configuration, an environment that it does not have, or a runbook that is missing
 */
export async function resolveSettings(root: string, { environment }: Choice = {}): Promise<Settings> {
  const { config, placeOf } = await configurationOf(root, environment);
  const { repository, grafana, ...chosen } = config;
  const policy = policyWith(chosen.policy);
  const profile = chosen.temporal?.profile;
  return {
    policy,
    catalogue: catalogue(profile === undefined ? defaultTemporalProfile : temporalProfiles[profile]),
    dataSources: dataSourcesWith(chosen.dataSources),
    runbooks: await readRunbooks(root, policy.alerts),
    folders: foldersWith(chosen.folders, (directory) => {
      const own = environment === undefined ? undefined : placeOf(['environments', environment, 'folders', directory]);
      return own ?? placeOf(['folders', directory]);
    }),
    ...(repository === undefined ? {} : { repository }),
    ...(grafana === undefined ? {} : { grafana: grafanaServer(grafana, root) }),
  };
}

/**
 * The configuration of the project in a folder with its defaults, to be shown.
 * @throws UserError for mistakes in the configuration, or an environment that it does not have
 */
export async function resolveConfig(root: string, { environment }: Choice = {}): Promise<CompleteConfig> {
  const { config } = await configurationOf(root, environment);
  return completeConfig(config);
}

interface Configuration extends Pick<Loaded, 'placeOf'> {
  readonly config: MergedConfig;
}

/** What reads a configuration takes long to load, so that is left out where there is none. */
async function configurationOf(root: string, environment: string | undefined): Promise<Configuration> {
  const path = join(root, configFile);
  const isThere = await stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
  if (!isThere && environment === undefined) return { config: {}, placeOf: () => undefined };
  const { loadConfig } = await import('./load.ts');
  const { configOf } = await import('./environment.ts');
  const { config, placeOf } = await loadConfig(path);
  return { config: configOf(config, environment, configFile), placeOf };
}

async function readRunbooks(root: string, alerts: Alerts): Promise<ReadonlyMap<AlertName, string>> {
  const texts = Object.values(alerts).map(async ({ name }) => {
    const path = join(runbookFolder, `${name}.md`);
    const text = await readFile(join(root, path), 'utf8').catch((error: unknown) => {
      if (!isMissing(error)) throw unreadable(path, error);
      throw new UserError(`The alert ${name} has no runbook.`, {
        details: [`${path} is not there`],
        next: `Write ${path}: what the alert means, how to find the cause, what to do.`,
        cause: error,
      });
    });
    return [name, text] as const;
  });
  return new Map(await Promise.all(texts));
}
