/** Each incident, played in simulated time, shows in the panels that people would look at, over a real Prometheus. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { incidents, type IncidentName } from '../../src/policy/incidents.ts';
import { createBlocks } from '../../src/simulator/backfill/blocks.ts';
import { writeHistory } from '../../src/simulator/backfill/history.ts';
import { incidentNames } from '../../src/simulator/incident-text.ts';
import { partsOfSystem } from '../../src/simulator/parts.ts';
import { addressOf, targets } from '../../src/simulator/targets.ts';
import { createSimulation } from '../../src/simulator/world.ts';
import { filledIn } from '../support/filled-in.ts';
import { instantQuery } from '../support/instant-query.ts';
import { temporaryFolder } from '../support/program.ts';
import { startPrometheus, type Prometheus } from '../support/prometheus.ts';
import { needsPrograms, stackPrograms } from '../support/stack-programs.ts';
import { committedDashboards } from '../support/verified.ts';

const { prometheus: program, promtool } = stackPrograms;

/** A Wednesday at noon. The incident comes ten minutes later, and lasts for ten. */
const start = Date.parse('2026-01-14T12:00:00Z') / 1000;
const before = start + 595;
const during = start + 1195;
const pages = ['api', 'worker', 'state', 'worker-sdk'] as const;

interface Sight {
  /** A panel as `dashboard: title, query`, or a query where no panel shows it. */
  readonly seen: string;
  /** Of the series that is looked at, where there are several. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What holds of its value before and in the incident; undefined where there is no such series. */
  readonly holds: (before: number | undefined, during: number | undefined) => boolean;
}

/** At least so many times as much, and there before. */
function grows(times: number): Sight['holds'] {
  return (usual, now) => usual !== undefined && now !== undefined && now > usual * times;
}

const sights: Readonly<Record<IncidentName, readonly [Sight, ...Sight[]]>> = {
  'payment-provider-down': [
    { seen: 'Orders: Success ratio, A', holds: (usual = 0, now = 1) => usual > 0.9 && now < 0.6 },
    {
      seen: 'Orders: Errors by reason, A',
      labels: { reason: 'payment_declined' },
      holds: (usual = 0, now = 0) => now > 0.1 && usual < 0.02,
    },
    { seen: 'sum(rate(payments_processed_total{environment="$environment",status="failure"}[5m]))', holds: grows(10) },
  ],
  'workers-starved': [
    { seen: 'Orders: Oldest open order, A', labels: { status: 'processing' }, holds: grows(3) },
    { seen: 'Orders: Processing time, p95, A', holds: grows(3) },
    { seen: 'Temporal SDK: Schedule to start, p95, B', holds: grows(10) },
  ],
  'inventory-drained': [
    { seen: 'max(inventory_level{environment="$environment"})', holds: (usual = 0, now = 1) => usual > 0 && now === 0 },
    {
      seen: 'Orders: Errors by reason, A',
      labels: { reason: 'out_of_stock' },
      holds: (usual = 0, now = 0) => now > 0.1 && usual < 0.02,
    },
  ],
  'slow-database': [
    { seen: 'sum(rate(db_operation_duration_seconds_sum{environment="$environment"}[5m]))', holds: grows(10) },
    { seen: 'sum(rate(http_request_duration_seconds_sum{environment="$environment"}[5m]))', holds: grows(5) },
  ],
  'order-stop': [{ seen: 'Orders: Order creation rate, A', holds: (usual = 0, now = 1) => usual > 0 && now === 0 }],
  deploy: [
    {
      seen: 'Temporal SDK: Workflow tasks that fail, A',
      labels: { failure_reason: 'NonDeterminismError' },
      holds: (usual, now) => usual === undefined && now !== undefined,
    },
    {
      seen: 'changes(process_start_time_seconds{environment="$environment",job="order_processing_api"}[15m])',
      holds: (usual, now) => usual === 0 && now === 1,
    },
  ],
};

beforeEach(needsPrograms);

describe('incidents over Prometheus', () => {
  let server: Prometheus | undefined;

  beforeAll(async () => {
    if (program === undefined || promtool === undefined) return;
    const data = join(temporaryFolder(), 'data');
    for (const name of incidentNames) await play(name, data, promtool);
    server = await startPrometheus(program, undefined, data);
  }, 60_000);
  afterAll(() => server?.stop());

  it.each(incidentNames.flatMap((name) => sights[name].map((sight) => ({ name, ...sight }))))(
    '$name ($seen)',
    async ({ name, seen, labels = {}, holds }) => {
      const query = filledIn(textOf(seen), name).replaceAll('$environment', name);
      const at = async (time: number): Promise<number | undefined> => {
        const found = await instantQuery(server?.url ?? '', query, time);
        const [one, ...others] = found.filter((sample) =>
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
        );
        expect(others).toEqual([]);
        return one?.value;
      };
      const [usual, now] = [await at(before), await at(during)];
      expect(holds(usual, now), `${incidents[name]}: ${usual} before, ${now} in it`).toBe(true);
    },
  );
});

/** Writes half an hour of the system with an incident in it, under an environment of its name. */
async function play(name: IncidentName, data: string, tool: string): Promise<void> {
  const simulation = await createSimulation({
    catalogue: catalogue(defaultTemporalProfile),
    start,
    seed: 1,
    rate: 0.5,
    parts: partsOfSystem(),
    incidents: [{ name, from: start + 600, until: start + 1200 }],
  });
  const past = {
    sources: pages.map((page) => ({
      labels: { environment: name, job: targets[page].job, instance: addressOf(page, '127.0.0.1', 8080) },
      page: simulation.pages[page],
      scraped: true,
      wanted: () => true,
    })),
    advance: async (to: number) => {
      simulation.advance(to);
      await simulation.refresh();
    },
  };
  const folder = temporaryFolder();
  const { signal } = new AbortController();
  const times = Array.from({ length: 80 }, (_, index) => start + 15 * (index + 1));
  const slices = await writeHistory(past, { folder, times, signal });
  const files = slices.map(({ file }) => join(folder, file));
  await createBlocks(tool, files, data, signal);
}

/** The query that is meant, as a committed dashboard has it. */
function textOf(seen: string): string {
  const [, title, panel, letter] = /^(Orders|Temporal SDK): (.+), ([A-Z])$/.exec(seen) ?? [];
  if (title === undefined) return seen;
  const found = committedDashboards()
    .filter((dashboard) => dashboard.title === title)
    .flatMap(({ panels }) => panels.filter((one) => one.title === panel))
    .flatMap(({ targets: queries }) => queries.filter(({ refId }) => refId === letter));
  expect(found, seen).toHaveLength(1);
  return found[0]?.expr ?? '';
}
