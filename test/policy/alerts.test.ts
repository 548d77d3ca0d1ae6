/** The nine alerts as values, against alerts.md table A. Every number here is typed from that document. */
import { describe, expect, it, test } from 'vitest';
import { burnRates } from '../../src/policy/objectives.ts';
import { policyWith } from '../../src/policy/policy.ts';

const { alerts, objectives } = policyWith();

/** alert, bad side, threshold, what it measures, window, for, keep firing, severity, floor, panel that shows it */
const tableA = [
  ['HighOrderProcessingErrorRate', 'above', 0.05, 'ratio', '5m', '5m', '10m', 'critical', 0.01, 'orders/error-ratio'],
  [
    'SlowOrderProcessing',
    'above',
    300,
    'seconds',
    '5m',
    '10m',
    '10m',
    'warning',
    undefined,
    'orders/processing-quantiles',
  ],
  ['UnusualOrderRate', 'above', 0.3, 'ratio', '1h', '30m', '15m', 'warning', 0.05, 'orders/week-over-week'],
  ['LowInventory', 'below', 10, 'items', undefined, '5m', '30m', 'warning', undefined, 'inventory/low-stock'],
  ['HighPaymentFailureRate', 'above', 0.1, 'ratio', '15m', '5m', '10m', 'critical', 20, 'payments/failure-ratio'],
  [
    'HighDatabaseConnections',
    'above',
    0.8,
    'ratio',
    undefined,
    '10m',
    '5m',
    'warning',
    undefined,
    'database/connections-used',
  ],
  ['LowCacheHitRatio', 'below', 0.9, 'ratio', '15m', '15m', '15m', 'warning', 50, 'database/cache-hit-ratio'],
  [
    'HighWorkflowFailureRate',
    'above',
    0.05,
    'ratio',
    '15m',
    '15m',
    '10m',
    'critical',
    20,
    'temporal-sdk/workflow-failure-ratio',
  ],
  [
    'LongRunningWorkflow',
    'above',
    3600,
    'seconds',
    undefined,
    '5m',
    '10m',
    'warning',
    undefined,
    'orders/oldest-open-order',
  ],
] as const;

describe('table A', () => {
  it('is complete', () => {
    expect(Object.keys(alerts)).toEqual(tableA.map(([name]) => name));
  });

  test.each(tableA)('%s', (name, bad, threshold, measure, window, duration, keepFiringFor, severity, floor, panel) => {
    const alert = alerts[name];
    expect({
      ...alert,
      window: alert.window,
      floor: alert.floor?.above,
      panel: `${alert.panel.dashboard}/${alert.panel.panel}`,
    }).toMatchObject({
      name,
      bad,
      threshold,
      measure,
      window,
      for: duration,
      keepFiringFor,
      severity,
      floor,
      panel,
    });
    expect(alert.watches).toMatch(/^[a-z].*[^.]$/);
  });

  it('has no window for what is looked at as it is now', () => {
    const instant = Object.values(alerts).filter((alert) => !('window' in alert));
    expect(instant.map(({ name }) => name)).toEqual(['LowInventory', 'HighDatabaseConnections', 'LongRunningWorkflow']);
  });

  it('has a second, critical level for connections only', () => {
    expect(alerts.HighDatabaseConnections.critical).toBe(0.95);
    const others = Object.values(alerts).filter(({ name }) => name !== 'HighDatabaseConnections');
    expect(others.filter(({ critical }) => critical !== undefined)).toEqual([]);
  });
});

describe('table C', () => {
  it('promises 99.5 % of orders, and 95 % within 30 s, over 30 days', () => {
    expect(objectives).toEqual({
      orderSuccess: { target: 0.995, window: '30d' },
      orderLatency: { target: 0.95, window: '30d', withinSeconds: 30 },
    });
  });

  it('has four pairs of windows', () => {
    expect(burnRates.map((rate) => [rate.long, rate.short, rate.factor, rate.for, rate.severity])).toEqual([
      ['1h', '5m', 14.4, '2m', 'critical'],
      ['6h', '30m', 6, '15m', 'critical'],
      ['1d', '2h', 3, '1h', 'warning'],
      ['3d', '6h', 1, '3h', 'warning'],
    ]);
    expect(policyWith().burnRates).toBe(burnRates);
  });
});
