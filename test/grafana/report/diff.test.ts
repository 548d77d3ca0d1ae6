import { describe, expect, it } from 'vitest';
import { compared } from '../../../src/grafana/diff.ts';
import { diffJson, diffText } from '../../../src/grafana/report/diff.ts';
import { columnsOf } from '../../../src/text/columns.ts';
import { dashboard, facts, placeOf, stored } from './plans.ts';

const panel = (expr: string) => ({
  panels: [{ id: 1, type: 'timeseries', title: 'Orders per second', targets: [{ refId: 'A', expr }] }],
});
const content = { uid: 'op-orders', title: 'Orders' };
const orders = dashboard('Orders', { content: { ...content, ...panel('rate(a[1m])') } });

const same = compared(orders, stored(orders));
const different = compared(orders, stored(orders, { content: { ...content, ...panel('rate(a[5m])') } }));
const moved = compared(orders, stored(orders, { folderUid: undefined }));
const missing = compared(orders, undefined);
const unreadable = compared(orders, stored(orders, { content: undefined }));

describe('diffText', () => {
  it.each([
    ['same', same, 'No difference in 1 dashboard\n'],
    ['moved', moved, 'folder: Dashboards → op\n'],
    ['missing', missing, 'not in Grafana; dashboards push creates it'],
    ['unreadable', unreadable, 'a v2 dashboard'],
  ])('%s', (_, entry, words) => {
    expect(diffText([entry], { placeOf })).toContain(words);
  });

  it('goes from Grafana to the code, and names the place of a panel', () => {
    const text = diffText([same, different], { placeOf });
    expect(text).toMatch(
      /^From what Grafana has, to what the code says:\n\nOrders \(op-orders, dashboards\/orders\.ts\)\n/,
    );
    expect(text).toContain('dashboards/panels/orders.ts:42');
    expect(text).toContain('rate(a[5m]) → rate(a[1m])');
    expect(text).toMatch(/\n1 of 2 dashboards differs\n$/);
  });

  it.each([60, 80, 120])('stays within %i columns', (width) => {
    for (const line of diffText([different, moved, missing, unreadable], { width, placeOf }).split('\n')) {
      expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    }
  });
});

it('diffJson has the state of each, and what differs', () => {
  const parsed: unknown = JSON.parse(diffJson([same, different, moved, missing, unreadable], facts, placeOf));
  expect(parsed).toMatchObject({
    ok: false,
    server: { address: 'https://grafana.example.org', organisation: null },
    dashboards: [
      { state: 'same', uid: 'op-orders', file: 'dashboards/orders.ts', folder: 'op' },
      {
        state: 'different',
        difference: {
          panels: [
            {
              id: 1,
              place: 'dashboards/panels/orders.ts:42',
              properties: [{ path: 'targets.A.expr', before: 'rate(a[5m])', after: 'rate(a[1m])' }],
            },
          ],
        },
      },
      { state: 'different', storedIn: null },
      { state: 'missing' },
      { state: 'unreadable' },
    ],
  });
  expect(JSON.parse(diffJson([same], facts, placeOf))).toMatchObject({ ok: true });
});
