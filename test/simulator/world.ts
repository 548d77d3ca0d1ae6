/** The order-processing system in simulated time, and what its pages show. */
import { catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition } from '../../src/metrics/exposition.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import type { IncidentName } from '../../src/policy/incidents.ts';
import { page } from '../../src/simulator/exposition/write.ts';
import type { Incident } from '../../src/simulator/incidents.ts';
import type { TargetName } from '../../src/simulator/targets.ts';
import { createSimulation, type OrderProcessing, type SimulationOptions } from '../../src/simulator/world.ts';

/** A Wednesday at noon. */
export const noon = Date.parse('2026-01-14T12:00:00Z') / 1000;

export function simulate(options: Partial<SimulationOptions> = {}): Promise<OrderProcessing> {
  return createSimulation({
    catalogue: catalogue(defaultTemporalProfile),
    start: noon,
    seed: 1,
    rate: 0.5,
    ...options,
  });
}

/** An incident from so many seconds after noon to so many. */
export function incident(name: IncidentName, from: number, until: number): Incident {
  return { name, from: noon + from, until: noon + until };
}

/** The sum of the series of a name that have these labels; undefined where there is none. */
export type Value = (name: string, labels?: Readonly<Record<string, string>>) => number | undefined;

/** What a page shows now, as text that was read back. */
export async function valuesOf(simulation: OrderProcessing, target: TargetName): Promise<Value> {
  const series = parseExposition(await textOf(simulation, target)).flatMap((family) =>
    family.series.map((one) => ({ ...one, name: family.name + one.suffix })),
  );
  return (name, labels = {}) => {
    const found = series.filter(
      (one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    );
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  };
}

export async function textOf(simulation: OrderProcessing, target: TargetName): Promise<string> {
  if (target === 'state') await simulation.refresh();
  return page(await simulation.pages[target].families(), 'text');
}

/** How much a counter, or a bucket of a histogram, grows on a page while the simulation goes on to `until` after noon. */
export async function during(
  simulation: OrderProcessing,
  target: TargetName,
  until: number,
): Promise<(name: string, labels?: Readonly<Record<string, string>>) => number> {
  const before = await valuesOf(simulation, target);
  simulation.advance(noon + until);
  const after = await valuesOf(simulation, target);
  return (name, labels) => {
    const value = after(name, labels);
    if (value === undefined) throw new Error(`${target} does not show ${name} ${JSON.stringify(labels)}`);
    return value - (before(name, labels) ?? 0);
  };
}
