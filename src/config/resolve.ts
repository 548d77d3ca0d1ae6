/** From the configuration to the settings that dashboards are made with. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { defaultTemporalProfile, temporalProfiles } from '../metrics/temporal-profiles.ts';
import type { AlertName, Alerts } from '../policy/alerts.ts';
import { policyWith } from '../policy/policy.ts';
import { loadConfig } from './load.ts';
import type { Settings } from './settings.ts';

export const configFile = 'dashboards.config.yaml';
const runbookFolder = join('docs', 'runbooks');

/**
 * The settings of the project in a folder.
 * @throws UserError for mistakes in the configuration, or a runbook that is missing
 */
export async function resolveSettings(root: string): Promise<Settings> {
  const config = await loadConfig(join(root, configFile));
  const { traces, prometheus = 'prometheus' } = config.dataSources ?? {};
  const policy = policyWith(config.policy);
  const profile = config.temporal?.profile;
  return {
    policy,
    catalogue: catalogue(profile === undefined ? defaultTemporalProfile : temporalProfiles[profile]),
    dataSources: { prometheus, ...(traces === undefined ? {} : { traces }) },
    runbooks: await readRunbooks(root, policy.alerts),
  };
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
