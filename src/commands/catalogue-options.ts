/** Options that are about metrics, from text to what the catalogue has. */
import { resolveConfig } from '../config/resolve.ts';
import { UserError } from '../errors/user-error.ts';
import type { Catalogue } from '../metrics/catalogue.ts';
import { temporalProfiles, type TemporalProfile } from '../metrics/temporal-profiles.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { projectRoot } from '../text/project-root.ts';

/**
 * The names of metrics in a list with commas between them, checked.
 * @throws UserError for a name that the catalogue does not have
 */
export function metricsIn(option: string, text: string | undefined, { metrics }: Catalogue): ReadonlySet<string> {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = metrics().map(({ of }) => of.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return new Set(names);
  throw new UserError(`${option}: the catalogue has no metric "${unknown}"${orNearest(nearest(unknown, known))}.`, {
    next: 'Name a metric of src/metrics/, a histogram without _bucket.',
  });
}

export interface ProfileOptions {
  /** The name of a profile. */
  readonly profile?: string;
  /** An environment of dashboards.config.yaml. */
  readonly env?: string;
}

/**
 * How the Temporal SDK's metrics are spelled: as the option says, or else the configuration.
 * @throws UserError for a profile that there is not
 */
export async function profileOf({ profile, env }: ProfileOptions): Promise<TemporalProfile> {
  const name = profile ?? (await resolveConfig(projectRoot, { environment: env })).temporal.profile;
  const found = Object.values(temporalProfiles).find((known) => known.name === name);
  if (found !== undefined) return found;
  const names = Object.keys(temporalProfiles);
  throw new UserError(`--profile: there is no profile "${name}"${orNearest(nearest(name, names))}.`, {
    next: `Name one of ${names.join(', ')}.`,
  });
}
