/** Temporal's parts in the simulation as it is: at its start, and in each incident. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalServer as server } from '../../src/metrics/temporal-server.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import type { IncidentName } from '../../src/policy/incidents.ts';
import { usualLength } from '../../src/simulator/incidents.ts';
import { partsOfSystem } from '../../src/simulator/parts.ts';
import { sdkBroughtBy, sdkLacks } from '../../src/simulator/temporal-sdk/brought-by.ts';
import { serverBroughtBy } from '../../src/simulator/temporal-server/brought-by.ts';
import { createSimulation, type OrderProcessing } from '../../src/simulator/world.ts';

/** Three o'clock at night, when the fewest orders come in. */
const start = Date.UTC(2026, 10, 22, 3) / 1000;

const noon = start + 9 * 3600;

async function begun(profile: TemporalProfileName, incident?: IncidentName, at = start): Promise<OrderProcessing> {
  return createSimulation({
    catalogue: catalogue(temporalProfiles[profile]),
    start: at,
    seed: 1,
    rate: 0.5,
    parts: partsOfSystem(),
    ...(incident === undefined ? {} : { incidents: [{ name: incident, from: at + 60, until: at + usualLength }] }),
  });
}

async function shownBy(simulation: OrderProcessing): Promise<ReadonlySet<string>> {
  const pages = [simulation.pages['worker-sdk'], simulation.pages['api-sdk'], simulation.pages.temporal];
  const families = await Promise.all(pages.map((page) => page.families()));
  return new Set(families.flat().map(({ metric }) => metric.name));
}

const systems = new Set<string>(['temporalSdk', 'temporalGoOnly', 'temporalCoreOnly', 'temporalServer']);
const broughtBy: Readonly<Record<string, IncidentName>> = { ...sdkBroughtBy, ...serverBroughtBy };

describe.each(['go-tally', 'core', 'core-suffixed'] as const)('%s', (profile) => {
  const metrics = catalogue(temporalProfiles[profile])
    .metrics()
    .filter(({ system }) => systems.has(system));

  it('is all there at the start but what an incident brings', async () => {
    const simulation = await begun(profile);
    const shown = await shownBy(simulation);
    const missing = metrics.filter(({ of }) => !shown.has(of.name)).map(({ property }) => property);
    const expected = metrics.map(({ property }) => property).filter((name) => name in broughtBy || name in sdkLacks);
    expect(missing.toSorted()).toEqual(expected.toSorted());
  });

  it.each(['deploy', 'workers-starved', 'slow-database'] as const)('what %s brings', async (incident) => {
    const simulation = await begun(profile, incident);
    simulation.advance(start + 360);
    const shown = await shownBy(simulation);
    const brought = metrics.filter(({ property }) => broughtBy[property] === incident);
    expect(brought.length).toBeGreaterThan(0);
    expect(brought.filter(({ of }) => !shown.has(of.name)).map(({ property }) => property)).toEqual([]);
  });
});

it('starved workers have no slots left, and a backlog that goes away again', async () => {
  const simulation = await begun('go-tally', 'workers-starved', noon);
  const valueOf = async (page: 'worker-sdk' | 'temporal', name: string, label: string, value: string) => {
    const family = (await simulation.pages[page].families()).find(({ metric }) => metric.name === name);
    const samples = family?.samples.filter(({ labels }) => labels[label] === value) ?? [];
    return samples.reduce((sum, sample) => sum + sample.value, 0);
  };
  const freeSlots = () =>
    valueOf('worker-sdk', 'temporal_worker_task_slots_available', 'worker_type', 'ActivityWorker');
  const backlog = () => valueOf('temporal', server.approximateBacklogCount.name, 'task_type', 'Activity');
  expect(await freeSlots()).toBeGreaterThan(2);
  expect(await backlog()).toBe(0);
  simulation.advance(noon + usualLength - 1);
  expect(await freeSlots()).toBe(0);
  expect(await backlog()).toBeGreaterThan(20);
  simulation.advance(noon + usualLength + 3600);
  expect(await freeSlots()).toBeGreaterThan(2);
  expect(await backlog()).toBe(0);
});
