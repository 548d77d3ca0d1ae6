/** Every metric of the systems that are played is on a page, in each profile. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { partsOfSystem } from '../../src/simulator/parts.ts';
import { batchJobs } from '../../src/simulator/pushgateway/batch-jobs.ts';
import { unexposed } from '../../src/simulator/unexposed.ts';
import { createSimulation } from '../../src/simulator/world.ts';

async function names(profile: keyof typeof temporalProfiles, without?: ReadonlySet<string>) {
  const metrics = catalogue(temporalProfiles[profile]);
  const options = { catalogue: metrics, start: 1_790_000_000, seed: 1, rate: 0.5, parts: partsOfSystem() };
  const { pages } = await createSimulation({ ...options, ...(without === undefined ? {} : { without }) });
  const shown = [...Object.values(pages), ...batchJobs(1, without).map(({ page }) => page)].flatMap(
    (page) => page.names,
  );
  return unexposed(metrics, shown);
}

describe('what no page shows', () => {
  it.each(['go-tally', 'core', 'core-suffixed'] as const)('is nothing in the profile %s', async (profile) => {
    expect(await names(profile)).toEqual([]);
  });

  it('is named', async () => {
    const lost = ['orders_created_total', 'batch_job_duration_seconds', 'go_goroutines'];
    expect(await names('go-tally', new Set(lost))).toEqual(lost);
  });

  it('is all of it where nothing is shown, without what other programs expose', () => {
    const all = unexposed(catalogue(temporalProfiles.core), []);
    expect(all).toContain('go_memstats_sys_bytes');
    expect(all).not.toContain('go_memstats_lookups_total');
    expect(all).not.toContain('push_time_seconds');
  });
});
