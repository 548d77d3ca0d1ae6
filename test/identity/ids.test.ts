import { describe, expect, test, it } from 'vitest';
import fc from 'fast-check';
import { dashboardUid, dashboardUrl, ownTag, panelId, panelUrl, runbookKey } from '../../src/identity/ids.ts';

describe('panel ids', () => {
  it('are positive numbers of 31 bits, the same for the same key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const id = panelId(key);
        expect(Number.isInteger(id)).toBe(true);
        expect(id).toBeGreaterThanOrEqual(1);
        expect(id).toBeLessThan(2 ** 31);
        expect(panelId(key)).toBe(id);
      }),
    );
  });

  it('of keys as people write them do not meet', () => {
    const keys = ['rate', 'ratio', 'p95', 'errors', 'age'].flatMap((what) =>
      Array.from({ length: 400 }, (_, index) => `${what}-${index}`),
    );
    expect(new Set(keys.map(panelId)).size).toBe(keys.length);
  });

  it('of a key whose hash is 0 is 1: Grafana takes 0 for none', () => {
    expect(panelId('+!=yG')).toBe(1);
  });

  // A change of the hash breaks every link to a panel that anyone has kept.
  test.each([
    ['', 18652613],
    ['orders-per-second', 1903651173],
    ['row-Now', 50886578],
    ['ä€😀', 922931504],
  ])('%j is %d for good', (key, id) => {
    expect(panelId(key)).toBe(id);
  });
});

describe('addresses', () => {
  it('begin with what sets our dashboards apart', () => {
    expect(dashboardUid('orders')).toBe('order-processing-orders');
    expect(dashboardUrl('orders')).toBe('/d/order-processing-orders');
    expect(ownTag).toBe('order-dashboards');
  });

  it('show one panel alone', () => {
    expect(panelUrl({ dashboard: 'orders', panel: 'row-Now' })).toBe('/d/order-processing-orders?viewPanel=50886578');
    expect(runbookKey('LowInventory')).toBe('runbook-LowInventory');
  });
});
