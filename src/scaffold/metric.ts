/** The metric that a new dashboard begins with: found by what a viewer knows of it, its name on the wire. */
import { UserError } from '../errors/user-error.ts';
import { catalogue, type Catalogue, type CatalogueMetric, type SystemName } from '../metrics/catalogue.ts';
import { targetLabels } from '../metrics/metric.ts';
import { temporalProfiles } from '../metrics/temporal-profiles.ts';
import { nearest } from '../text/nearest.ts';

/** A metric and where the catalogue has it: `application`, `httpRequests`. */
export interface PlacedMetric {
  readonly system: SystemName;
  readonly property: string;
  readonly of: CatalogueMetric;
}

/**
 * The metric of that name: that of a histogram, of its series, or one that another version of the exporter writes.
 * @throws UserError naming the nearest, where there is none
 */
export function findMetric(known: Catalogue, name: string): PlacedMetric {
  const found = lookup(known, name);
  if (found === undefined) throw unknown(known, name);
  const lacking = targetLabels.filter((label) => !found.of.labels.includes(label));
  if (lacking.length === 0) return found;
  throw new UserError(`${name} is of no use for a new dashboard.`, {
    details: [`it has no label ${lacking.join(', ')}, by which a viewer chooses what every panel shows`],
    next: 'Name another metric with --metric.',
  });
}

function lookup(known: Catalogue, name: string): PlacedMetric | undefined {
  return known.metrics().find(({ of }) => of.name === name) ?? known.lookup(name);
}

function unknown(known: Catalogue, name: string): UserError {
  const profiles = Object.values(temporalProfiles)
    .filter((profile) => lookup(catalogue(profile), name) !== undefined)
    .map((profile) => profile.name);
  const names = [...known.metrics().map(({ of }) => of.name), ...known.names()];
  const near = nearest(name, names);
  const [profile] = profiles;
  const summary = `There is no metric "${name}" in the catalogue.`;
  if (profile !== undefined) {
    return new UserError(summary, {
      details: [`the Temporal profile ${profiles.join(' or ')} has it, and another one is in use`],
      next: `Set temporal.profile to ${profile} in dashboards.config.yaml, or name another metric.`,
    });
  }
  return new UserError(summary, {
    next: near === undefined ? 'Look for its name in src/metrics, or add it there.' : `Did you mean ${near}?`,
  });
}

/**
 * The label that tells its series apart, in every version of the exporter: the first of its own that a reader
 * understands, which an id is not; the instance, where it has none.
 */
export function firstLabel({ labels, partialLabels }: CatalogueMetric): string {
  const shared: readonly string[] = targetLabels;
  const own = labels.filter((label) => !shared.includes(label) && !Object.hasOwn(partialLabels, label));
  return own.find((label) => !label.endsWith('id')) ?? own[0] ?? 'instance';
}
