/** What the catalogue expects of a page. */
import { importedNames, type Catalogue, type CatalogueMetric } from '../metrics/catalogue.ts';
import { targetLabels } from '../metrics/metric.ts';

/** A metric of the catalogue, with how strictly a page is held to it. */
export interface Expected {
  readonly of: CatalogueMetric;
  /** The system of the catalogue that has it. */
  readonly system: string;
  /**
   * Of a service whose source is ours or the team's. Every label value of such a metric is initialised at start, so
   * that it must be there; another program's may wait for its first event.
   */
  readonly own: boolean;
  /** Whether its name is ours to choose: what a team imported is named already. */
  readonly namedHere: boolean;
}

/** Everything that the catalogue holds, for {@link checkPage}. */
export function expectedOf(catalogue: Catalogue): readonly Expected[] {
  const { batchRecordsProcessed, batchDuration, batchLastSuccess } = catalogue.pushgateway;
  const batch = new Set([batchRecordsProcessed, batchDuration, batchLastSuccess].map(({ name }) => name));
  const brought: ReadonlySet<string> = new Set(importedNames);
  const onPages = catalogue.metrics().filter(({ of }) => !madeByPrometheus(of));
  return onPages.map(({ system, of }) => {
    const namedHere = system === 'application' || (system === 'pushgateway' && batch.has(of.name));
    return { of, system, own: namedHere || brought.has(system), namedHere };
  });
}

/** `up`, `ALERTS` and the like are on no page: Prometheus makes them itself. */
function madeByPrometheus({ name, labels }: CatalogueMetric): boolean {
  return name === 'up' || name.startsWith('scrape_') || targetLabels.some((label) => !labels.includes(label));
}

/** Under which names a page may have it: its own and those of other versions. */
export function namesOf({ of }: Expected): readonly string[] {
  return [of.name, ...of.variants.map(({ name }) => name)];
}

/** Metrics by the names that a page may have them under; two services may use the same name. */
export function byName(expected: readonly Expected[]): ReadonlyMap<string, readonly Expected[]> {
  const found = new Map<string, Expected[]>();
  for (const one of expected) {
    for (const name of namesOf(one)) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [one]);
      else others.push(one);
    }
  }
  return found;
}
