/**
 * The Temporal SDK dashboard against the simulator's pages, in each profile: after half an hour every query is answered,
 * but for what an incident brings; that incident brings it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalSdk } from '../../dashboards/temporal-sdk.ts';
import { TemporalWorld } from '../simulator/temporal-orders.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { findProgram } from '../support/find-program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Page, type Replay } from '../support/replay.ts';

/** The panel that is empty until an incident fills it. */
const filledByDeploy = 'Workflow tasks that fail';

const target = (job: string) => ({ environment: 'production', job, instance: `${job}-1` });

async function pagesOf(world: TemporalWorld): Promise<readonly Page[]> {
  return [
    { text: await world.text('worker-sdk'), labels: target('order_processing_worker') },
    { text: await world.text('api-sdk'), labels: target('order_processing_api') },
    { text: await world.text('temporal'), labels: target('temporal') },
  ];
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
    const world = new TemporalWorld(temporalProfile);
    world.play({ seconds: 1800 });
    const before = await pagesOf(world);
    world.suffer('deploy', { seconds: 300 });
    [usual, deployed] = await Promise.all([replay(program, before), replay(program, await pagesOf(world))]);
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
