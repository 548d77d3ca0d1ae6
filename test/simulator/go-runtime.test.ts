/** The Go runtime of the API, held against a recording of a program that Go's client serves. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition } from '../../src/metrics/exposition.ts';
import { goRuntime as metrics } from '../../src/metrics/go-runtime.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { page } from '../../src/simulator/exposition/write.ts';
import { goRuntime } from '../../src/simulator/go-runtime/go-runtime.ts';
import { createSimulation } from '../../src/simulator/world.ts';

const start = 1_790_000_000;
const recording = parseExposition(
  readFileSync(new URL('../fixtures/expositions/grafana-12.2.txt', import.meta.url), 'utf8'),
);

async function api(deployAt?: number) {
  const incidents = deployAt === undefined ? [] : [{ name: 'deploy', from: deployAt, until: deployAt + 60 } as const];
  const simulation = await createSimulation({
    catalogue: catalogue(defaultTemporalProfile),
    start,
    seed: 1,
    rate: 2,
    parts: [goRuntime],
    incidents,
  });
  const read = async (to: number) => {
    simulation.advance(to);
    return parseExposition(page(await simulation.pages.api.families(), 'text'));
  };
  return { read };
}

/** Its page after a minute. */
const afterAMinute = await (await api()).read(start + 60);

type Families = ReturnType<typeof parseExposition>;

function value(families: Families, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const family = families.find((one) => one.name === name || name === `${one.name}_count`);
  const suffix = family === undefined || family.name === name ? '' : '_count';
  const wanted = JSON.stringify(labels);
  return family?.series.find((one) => one.suffix === suffix && JSON.stringify(one.labels) === wanted)?.value ?? NaN;
}

describe("the API's Go runtime", () => {
  it.each(Object.values(metrics).filter(({ jobs }) => jobs.includes('order_processing_api')))(
    'has $name with the type and labels of a real program',
    ({ name }) => {
      const shapes = (families: Families) =>
        families
          .filter((family) => family.name === name)
          .map(({ type, series }) => ({
            type,
            series: series.map(({ suffix, labels }) => [
              suffix,
              Object.entries(labels).map(([label, text]) => (label === 'version' ? label : [label, text])),
            ]),
          }));
      expect(shapes(recording)).toHaveLength(1);
      expect(shapes(afterAMinute)).toEqual(shapes(recording));
    },
  );

  it('counts up, collects garbage, and keeps its memory within what it took', async () => {
    const { read } = await api();
    const before = await read(start + 60);
    let most = 0;
    let least = Infinity;
    for (let to = start + 75; to <= start + 1800; to += 15) {
      const now = await read(to);
      most = Math.max(most, value(now, 'go_memstats_heap_alloc_bytes'));
      least = Math.min(least, value(now, 'go_memstats_heap_alloc_bytes'));
      expect(value(now, 'go_memstats_heap_inuse_bytes')).toBeLessThanOrEqual(value(now, 'go_memstats_heap_sys_bytes'));
      expect(value(now, 'go_memstats_last_gc_time_seconds')).toBeLessThanOrEqual(to);
      expect(value(now, 'go_memstats_mallocs_total') - value(now, 'go_memstats_frees_total')).toBe(
        value(now, 'go_memstats_heap_objects'),
      );
    }
    const after = await read(start + 1800);
    for (const name of ['process_cpu_seconds_total', 'go_memstats_alloc_bytes_total', 'go_gc_duration_seconds_count'])
      expect(value(after, name), name).toBeGreaterThan(value(before, name));
    expect(most).toBeGreaterThan(1.7 * least);
    expect(most).toBeLessThanOrEqual(value(after, 'go_memstats_next_gc_bytes'));
    expect(value(after, 'process_start_time_seconds')).toBe(value(before, 'process_start_time_seconds'));
  });

  it('is another process after a deploy', async () => {
    const { read } = await api(start + 600);
    const before = await read(start + 590);
    const after = await read(start + 630);
    expect(value(after, 'process_start_time_seconds')).toBeGreaterThanOrEqual(start + 590);
    expect(value(after, 'process_start_time_seconds')).toBeLessThanOrEqual(start + 630);
    for (const name of [
      'process_cpu_seconds_total',
      'go_memstats_alloc_bytes_total',
      'process_network_receive_bytes_total',
    ])
      expect(value(after, name), name).toBeLessThan(value(before, name));
  });
});
