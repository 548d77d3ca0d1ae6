/** What a team may change, and what follows from it. */
import { describe, expect, it, test } from 'vitest';
import { budget, complement } from '../../src/policy/objectives.ts';
import { orderStatuses } from '../../src/metrics/order-status.ts';
import { policyWith, type PolicyOverrides } from '../../src/policy/policy.ts';
import { refused } from '../support/user-error.ts';

describe('limits', () => {
  it('are those of dashboards.md and alerts.md', () => {
    expect(policyWith().limits).toEqual({
      orderErrorRatio: { bad: 'above', amber: 0.005, red: 0.05 },
      orderProcessingP95: { bad: 'above', amber: 120, red: 300 },
      orderRateChange: { bad: 'above', red: 0.3 },
      oldestOpenOrder: { bad: 'above', amber: 900, red: 3600 },
      paymentFailureRatio: { bad: 'above', amber: 0.05, red: 0.1 },
      stock: { bad: 'below', red: 10 },
      databaseConnections: { bad: 'above', amber: 0.8, red: 0.95 },
      cacheHitRatio: { bad: 'below', amber: 0.98, red: 0.9 },
      transactionAge: { bad: 'above', amber: 300, red: 1800 },
      rollbackRatio: { bad: 'above', amber: 0.05, red: 0.1 },
      replicationLag: { bad: 'above', amber: 30, red: 300 },
      workflowFailureRatio: { bad: 'above', amber: 0.01, red: 0.05 },
      scheduleToStartP95: { bad: 'above', amber: 0.2, red: 1 },
      taskSlotsUsed: { bad: 'above', amber: 0.8, red: 0.95 },
    });
  });

  test.each([
    ['orderErrorRatio', 'HighOrderProcessingErrorRate', 0.07],
    ['orderProcessingP95', 'SlowOrderProcessing', 777],
    ['orderRateChange', 'UnusualOrderRate', 0.7],
    ['oldestOpenOrder', 'LongRunningWorkflow', 7777],
    ['paymentFailureRatio', 'HighPaymentFailureRate', 0.7],
    ['stock', 'LowInventory', 7],
    ['cacheHitRatio', 'LowCacheHitRatio', 0.77],
    ['workflowFailureRatio', 'HighWorkflowFailureRate', 0.7],
  ] as const)('%s is what %s compares with', (limit, alert, red) => {
    const policy = policyWith({ limits: { [limit]: { red } } });
    expect(policy.limits[limit].red).toBe(red);
    expect(policy.alerts[alert].threshold).toBe(red);
    const others = Object.values(policy.alerts).filter(({ name }) => name !== alert);
    expect(others).toEqual(Object.values(policyWith().alerts).filter(({ name }) => name !== alert));
  });

  it('of connections warn at amber and are critical at red', () => {
    const { HighDatabaseConnections: alert } = policyWith({
      limits: { databaseConnections: { amber: 0.5, red: 0.6 } },
    }).alerts;
    expect(alert).toMatchObject({ threshold: 0.5, critical: 0.6, severity: 'warning' });
  });

  it('of the error ratio are worth a look from the error budget on, unless said otherwise', () => {
    expect(policyWith({ objectives: { orderSuccess: { target: 0.99 } } }).limits.orderErrorRatio).toMatchObject({
      amber: 0.01,
      red: 0.05,
    });
    const both = policyWith({
      objectives: { orderSuccess: { target: 0.99 } },
      limits: { orderErrorRatio: { amber: 0.002 } },
    });
    expect(both.limits.orderErrorRatio.amber).toBe(0.002);
  });

  it('keep what is not overridden', () => {
    expect(policyWith({ limits: { orderProcessingP95: { red: 900 } } }).limits.orderProcessingP95).toEqual({
      bad: 'above',
      amber: 120,
      red: 900,
    });
    expect(policyWith({ limits: { orderProcessingP95: { amber: undefined } } })).toEqual(policyWith());
  });

  it('take an amber where the defaults have none', () => {
    const { limits } = policyWith({ limits: { stock: { amber: 20 }, orderRateChange: { amber: 0.2 } } });
    expect(limits.stock).toEqual({ bad: 'below', amber: 20, red: 10 });
    expect(limits.orderRateChange).toEqual({ bad: 'above', amber: 0.2, red: 0.3 });
  });
});

describe('the rest', () => {
  it('timings are set for each alert alone', () => {
    const { alerts } = policyWith({ alerts: { LowInventory: { for: '1h', severity: 'critical' } } });
    expect(alerts.LowInventory).toMatchObject({ for: '1h', keepFiringFor: '30m', severity: 'critical', threshold: 10 });
    expect(alerts.SlowOrderProcessing).toEqual(policyWith().alerts.SlowOrderProcessing);
  });

  it('colours, objectives and the scrape interval are overridden one by one', () => {
    const policy = policyWith({
      colours: { pending: 'yellow-ish' },
      objectives: { orderLatency: { withinSeconds: 60 } },
      scrapeInterval: '30s',
      panelSamples: 1000,
    });
    expect(policy.colours).toEqual({ ...policyWith().colours, pending: 'yellow-ish' });
    expect(policy.objectives.orderLatency).toEqual({ target: 0.95, window: '30d', withinSeconds: 60 });
    expect(policy.scrapeInterval).toBe('30s');
    expect(policy.panelSamples).toBe(1000);
    expect(policyWith().scrapeInterval).toBe('15s');
  });

  it('success is green, failure red, and every status of an order has a colour of its own', () => {
    const { colours } = policyWith();
    expect(colours.success).toBe('green');
    expect(colours.failure).toBe('red');
    expect(new Set(orderStatuses.map((status) => colours[status])).size).toBe(5);
  });

  it('no override changes the defaults', () => {
    const before = JSON.stringify(policyWith());
    policyWith({ limits: { stock: { red: 1 } }, colours: { good: 'x' }, alerts: { LowInventory: { for: '9m' } } });
    expect(JSON.stringify(policyWith())).toBe(before);
  });

  test.each([
    [0.995, 0.005],
    [0.95, 0.05],
    [0.999, 0.001],
    [0.9, 0.1],
  ])('the budget of %d is %d, without the dust of binary fractions', (target, left) => {
    expect(budget({ target, window: '30d' })).toBe(left);
    expect(complement(left)).toBe(target);
  });
});

describe('refusals', () => {
  test.each<[string, PolicyOverrides, string]>([
    [
      'amber after red, above is bad',
      { limits: { orderErrorRatio: { amber: 0.06 } } },
      'policy.limits.orderErrorRatio: amber (0.06) must come before red (0.05), and above is bad here',
    ],
    [
      'amber after red, below is bad',
      { limits: { cacheHitRatio: { red: 0.99 } } },
      'policy.limits.cacheHitRatio: amber (0.98) must come before red (0.99), and below is bad here',
    ],
    [
      'a red below 0',
      { limits: { orderProcessingP95: { amber: 0, red: -1 } } },
      'policy.limits.orderProcessingP95: no value here is ever below 0',
    ],
    [
      'an amber below 0',
      { limits: { oldestOpenOrder: { amber: -900 } } },
      'policy.limits.oldestOpenOrder: no value here is ever below 0',
    ],
    [
      'an amber below 0 where the defaults have none',
      { limits: { orderRateChange: { amber: -0.1 } } },
      'policy.limits.orderRateChange: no value here is ever below 0',
    ],
    [
      'a ratio in percent',
      { limits: { orderErrorRatio: { red: 5 } } },
      'policy.limits.orderErrorRatio: a ratio never exceeds 1',
    ],
    [
      'a ratio of connections in percent',
      { limits: { databaseConnections: { red: 95 } } },
      'policy.limits.databaseConnections: a ratio never exceeds 1',
    ],
    [
      'a ratio in percent whose bad side is below',
      { limits: { cacheHitRatio: { amber: 98, red: 90 } } },
      'policy.limits.cacheHitRatio: a ratio never exceeds 1',
    ],
    [
      'a target of all',
      { objectives: { orderSuccess: { target: 1 } } },
      'policy.objectives.orderSuccess.target: 1 is not between 0 and 1',
    ],
    [
      'a target of none',
      { objectives: { orderSuccess: { target: 0 } } },
      'policy.objectives.orderSuccess.target: 0 is not between 0 and 1',
    ],
    [
      'a target in percent',
      { objectives: { orderLatency: { target: 95 } } },
      'policy.objectives.orderLatency.target: 95 is not between 0 and 1',
    ],
    [
      'a target that is no number',
      { objectives: { orderLatency: { target: Number.NaN } } },
      'policy.objectives.orderLatency.target: NaN is not between 0 and 1',
    ],
    [
      'a budget that can never burn 14.4 times as fast',
      { objectives: { orderLatency: { target: 0.93 } } },
      'policy.objectives.orderLatency.target: a budget of 0.07 can never burn 14.4 times as fast as it may; ' +
        'it must be below 0.069',
    ],
  ])('%s', (_, overrides, detail) => {
    const error = refused(() => policyWith(overrides));
    expect(error.message).toBe('The policy has values that cannot work.');
    expect(error.details).toContain(detail);
    expect(error.next).toContain('dashboards.config.yaml');
  });

  it.each<[string, PolicyOverrides]>([
    ['limits', { limits: { oldestOpenOrder: { red: 1 }, orderErrorRatio: { amber: 1 } } }],
    ['objectives', { objectives: { orderSuccess: { target: 0 }, orderLatency: { target: 2 } } }],
  ])('of %s come all at once', (_, overrides) => {
    expect(refused(() => policyWith(overrides)).details).toHaveLength(2);
  });

  it('of objectives come first: a limit that follows from a wrong one says nothing', () => {
    const { details } = refused(() => policyWith({ objectives: { orderSuccess: { target: -1 } } }));
    expect(details).toEqual(['policy.objectives.orderSuccess.target: -1 is not between 0 and 1']);
  });

  test.each([0.931, 0.94, 0.9999])('a target of %d is none', (target) => {
    expect(() => policyWith({ objectives: { orderLatency: { target } } })).not.toThrow();
  });

  it.each<[string, PolicyOverrides]>([
    ['a change of more than all', { limits: { orderRateChange: { red: 1.5 } } }],
    ['a ratio of 1', { limits: { databaseConnections: { red: 1 } } }],
    ['0', { limits: { stock: { red: 0 } } }],
    ['a number of items, or of seconds', { limits: { stock: { red: 500 }, oldestOpenOrder: { red: 86_400 } } }],
  ])('%s is no mistake', (_, overrides) => {
    expect(() => policyWith(overrides)).not.toThrow();
  });

  it('amber may equal red: then there is nothing between good and bad', () => {
    expect(() => policyWith({ limits: { stock: { amber: 10 } } })).not.toThrow();
  });
});
