/** Orders: are they coming in, getting through, in time? */
import type { Settings } from '../src/config/settings.ts';
import { row, type DashboardDefinition } from '../src/dashboard/definition.ts';
import { application } from '../src/metrics/application.ts';
import { choice, rateWindow } from '../src/variables/own.ts';
import * as panels from './panels/orders.ts';

export function orders(settings: Settings): DashboardDefinition {
  const status = choice('status', 'Status', application.ordersByStatus);
  return {
    name: 'orders',
    title: 'Orders',
    description: 'Orders from acceptance to their end: how many, how fast, how many fail, and what is stuck. Where a panel is not by environment, those chosen together are added up, and of ages the highest is shown.',
    tags: ['business'],
    variables: [status, rateWindow],
    rows: [
      row('Now', { perLine: 4, height: 5 }, [
        panels.ordersPerSecond(settings),
        panels.successRatio(settings),
        panels.processingP95(settings),
        panels.weekOverWeek(settings),
      ]),
      row('Flow', { perLine: 3, height: 8 }, [
        panels.creationRate(settings),
        panels.createdInWindow(settings),
        panels.statusShares(settings, status),
        panels.statusOverTime(settings, status),
        panels.backlogGrowth(settings),
        panels.oldestOpenOrder(settings, status),
      ]),
      row('Latency', { perLine: 3, height: 9 }, [
        panels.processingQuantiles(settings),
        panels.processingHeatmap(settings),
        panels.activities(settings),
      ]),
      row('Errors', { perLine: 2, height: 8 }, [
        panels.errorsByReason(settings),
        panels.errorRatio(settings),
      ]),
    ],
  };
}
