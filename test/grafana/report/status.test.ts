import { describe, expect, it } from 'vitest';
import { isInStep, statusJson, statusText } from '../../../src/grafana/report/status.ts';
import { columnsOf } from '../../../src/text/columns.ts';
import { everything, facts, placeOf, plan, steps } from './plans.ts';

describe('statusText', () => {
  it.each([60, 80, 120])('has everything within %i columns', async (width) => {
    const text = statusText(everything, { width, placeOf, flags: ' --env staging' });
    for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`golden/status-${width}.txt`);
  });

  it.each([
    ['leave', '= Database  Order processing  in step'],
    ['create', '+ Payments  Order processing  not in Grafana'],
    ['update', '~ Orders  Order processing  code ahead; '],
    ['move', '> Carts  Order processing  code ahead; in the folder old'],
    ['edited', '! Shipping  Order processing  edited in Grafana; '],
    ['moved', '! Invoices  Order processing  moved in Grafana; in the folder elsewhere'],
    ['unknown', '! Queue  Order processing  differs, and nothing says who changed it'],
    ['managed', '· Hosts  Order processing  managed by terraform (infra)'],
    ['impossible', '! Lost  Order processing  cannot be pushed'],
  ] as const)('%s', (kind, line) => {
    expect(statusText(plan({ dashboards: [steps[kind]] }))).toContain(line);
  });

  it('shows the panels of a few edited dashboards with their places, those of many only when asked', () => {
    const many = plan({ dashboards: Array.from({ length: 6 }, () => steps.edited) });
    const few = plan({ dashboards: Array.from({ length: 5 }, () => steps.edited) });
    const place = 'dashboards/panels/orders.ts:42';
    expect(statusText(few, { placeOf })).toContain(place);
    expect(statusText(many, { placeOf })).not.toContain(place);
    expect(statusText(many, { placeOf, all: true })).toContain(place);
  });

  it('counts each state', () => {
    expect(statusText(everything)).toMatch(/\n12 dashboards: 1 in step, 3 code ahead, 1 edited in Grafana, .*\n$/);
    expect(statusText(plan({}))).toBe('0 dashboards\n');
  });
});

it('statusJson has every dashboard', async () => {
  await expect(statusJson(everything, facts, placeOf)).toMatchFileSnapshot('golden/status.json');
});

it.each([
  [plan({ dashboards: [steps.leave] }), true],
  [plan({ dashboards: [steps.leave, steps.update] }), false],
  [plan({ dashboards: [steps.managed] }), false],
  [plan({ dashboards: [steps.leave], unusable: [{ file: 'a', reason: 'b' }] }), false],
])('isInStep %#', (made, inStep) => {
  expect(isInStep(made)).toBe(inStep);
});
