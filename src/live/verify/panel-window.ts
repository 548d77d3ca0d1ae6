/** A panel may look at another time than its dashboard. */
import { text, type Json } from '../../lint/read/json.ts';
import type { Window } from '../prometheus/prometheus.ts';
import { readTime } from './time-range.ts';

/** The time range of a panel: its `timeFrom` says how long it is, its `timeShift` how far back it is moved. */
export function panelWindow(panel: Json, dashboard: Window): Window {
  const from = before(dashboard.to, text(panel['timeFrom'])) ?? dashboard.from;
  const shift = dashboard.to - (before(dashboard.to, text(panel['timeShift'])) ?? dashboard.to);
  return { from: from - shift, to: dashboard.to - shift };
}

/** The time that a length such as `5m` or `now-5m` leads back to; undefined for anything else. */
function before(end: number, length: string): number | undefined {
  const [, amount] = /^(?:now-)?(\d+[smhdwMy])$/.exec(length.trim()) ?? [];
  return amount === undefined ? undefined : readTime(`now-${amount}`, end, false);
}
