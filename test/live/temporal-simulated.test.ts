/**
 * The Temporal SDK dashboard against the simulator's pages, in each profile: after half an hour every query is answered,
 * but for what an incident brings; that incident brings it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalSdk } from '../../dashboards/temporal-sdk.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { page } from '../../src/simulator/exposition/write.ts';
import { partsOfSystem } from '../../src/simulator/parts.ts';
import { targets, type TargetName } from '../../src/simulator/targets.ts';
import { createSimulation, type OrderProcessing } from '../../src/simulator/world.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { findProgram } from '../support/find-program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Page, type Replay } from '../support/replay.ts';

/** The panel that is empty until an incident fills it. */
const filledByDeploy = 'Workflow tasks that fail';

const temporal: readonly TargetName[] = ['worker-sdk', 'api-sdk', 'temporal'];
/** Three o'clock at night, when the fewest orders come in. */
const start = Date.UTC(2026, 10, 22, 3) / 1000;

function pagesOf({ pages }: OrderProcessing): Promise<readonly Page[]> {
  return Promise.all(
    temporal.map(async (name) => {
      const { job } = targets[name];
      const text = page(await pages[name].families(), 'text');
      return { text, labels: { environment: 'production', job, instance: `${job}-1` } };
    }),
  );
}

/** As Grafana fills it in where everything is chosen. */
function filledIn(query: string): string {
  return query.replaceAll('$__rate_interval', '1m').replaceAll(/"\$\w+"/g, '".+"');
}

const program = findProgram('prometheus');

describe.each(['go-tally', 'core', 'core-suffixed'] as const)('%s', (temporalProfile) => {
  const json = built(temporalSdk, { temporalProfile });
  const queries = queryPanelsOf(json).flatMap(({ title, fieldConfig, targets }) =>
    targets.map(({ legendFormat = '', expr }) => ({
      title,
      name: `${title}: ${legendFormat}`,
      legend: legendFormat,
      unit: fieldConfig?.defaults.unit,
      query: filledIn(expr),
    })),
  );
  let usual: Replay | undefined;
  let deployed: Replay | undefined;

  beforeAll(async () => {
    if (program === undefined) return;
    const simulation = await createSimulation({
      catalogue: catalogue(temporalProfiles[temporalProfile]),
      start,
      seed: 1,
      rate: 0.5,
      parts: partsOfSystem(),
      incidents: [{ name: 'deploy', from: start + 60, until: start + 61 }],
    });
    const before = await pagesOf(simulation);
    simulation.advance(start + 360);
    [usual, deployed] = await Promise.all([replay(program, before), replay(program, await pagesOf(simulation))]);
  }, 60_000);
  afterAll(() => Promise.all([usual?.stop(), deployed?.stop()]));

  it.for(queries)('$name', async ({ title, legend, unit, query }, context) => {
    if (usual === undefined) withoutPrometheus(context);
    const found = await usual.series(query);
    if (title === filledByDeploy) expect(found).toEqual([]);
    else expect(found).not.toEqual([]);
    for (const { value, labels } of found) {
      expect(value).toBeGreaterThanOrEqual(0);
      if (unit === 'percentunit') expect(value).toBeLessThanOrEqual(1);
      if (unit === 's') expect(value).toBeLessThanOrEqual(300);
      for (const [, label = ''] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect(labels[label] ?? '', label).not.toBe('');
    }
    expect(JSON.stringify(found)).not.toMatch(/"(?:none|_unknown_|GetSystemInfo)"/);
  });

  it.for(queries)('$name, after a deploy', async ({ query }, context) => {
    if (deployed === undefined) withoutPrometheus(context);
    expect(await deployed.series(query)).not.toEqual([]);
  });

  it('offers the names of the system to choose from', async (context) => {
    if (usual === undefined) withoutPrometheus(context);
    const offered: Record<string, readonly string[]> = {};
    for (const { name, query } of json.templating.list.slice(1)) {
      const [, selector = ''] = /^label_values\((.+), \w+\)$/.exec(query) ?? [];
      const values = (await usual.series(`group by (${name}) (${filledIn(selector)})`)).map(
        ({ labels }) => labels[name] ?? '',
      );
      offered[name] = values.filter((value) => value !== '').toSorted();
    }
    expect(offered).toMatchObject({
      job: ['order_processing_api', 'order_processing_worker'],
      namespace: ['default'],
      task_queue: ['orders'],
      workflow_type: ['OrderWorkflow'],
    });
    expect(offered['activity_type']).toEqual([
      'ArrangeShipping',
      'FinishOrder',
      'RecordStatus',
      'ReserveInventory',
      'TakePayment',
      'ValidateOrder',
    ]);
  });
});
