/** What the catalogue has and no page shows, of the systems that the simulator plays. */
import type { Catalogue, SystemName } from '../metrics/catalogue.ts';
import { pushgateway } from '../metrics/pushgateway.ts';
import { sdkLacks } from './temporal-sdk/brought-by.ts';

/** Systems whose every metric is the simulator's to show. */
const played: ReadonlySet<SystemName> = new Set<SystemName>([
  'application',
  'temporalSdk',
  'temporalGoOnly',
  'temporalCoreOnly',
  'temporalServer',
]);

/** Of the Pushgateway only what batch jobs push: the rest is its own. */
const pushed: ReadonlySet<string> = new Set(
  [pushgateway.batchRecordsProcessed, pushgateway.batchDuration, pushgateway.batchLastSuccess].map(({ name }) => name),
);

/**
 * Metrics of the systems that the simulator plays which are not among `names`, in the order of the catalogue.
 * @param names of metrics, as {@link Instruments.names} of all pages has them
 */
export function unexposed(catalogue: Catalogue, names: Iterable<string>): readonly string[] {
  const shown = new Set(names);
  return catalogue
    .metrics()
    .filter(({ system, property, of }) => {
      // What has its reason is not missed.
      if (system.startsWith('temporal') && Object.hasOwn(sdkLacks, property)) return false;
      if (system === 'goRuntime') return of.jobs.includes('order_processing_api');
      return system === 'pushgateway' ? pushed.has(of.name) : played.has(system);
    })
    .map(({ of }) => of.name)
    .filter((name) => !shown.has(name));
}
