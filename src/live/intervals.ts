/**
 * How far apart Grafana asks for values, and what `$__interval`, `$__rate_interval` and an `auto` interval become. From
 * Grafana's source: `rangeutil.ts` of @grafana/data (calculateInterval, roundInterval, secondsToHms), `query.go` of
 * pkg/promlib/models (calculatePrometheusInterval, interpolateVariables) and `intervalv2.go` beside it.
 */
import { object, text, type Json } from '../lint/read/json.ts';
import type { Window } from './prometheus/prometheus.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** Intervals that Grafana rounds to, in seconds, each with the length that is already too long for it. */
const rounds: readonly (readonly [below: number, interval: number])[] = [
  [0.01, 0.001],
  [0.015, 0.01],
  [0.035, 0.02],
  [0.075, 0.05],
  [0.15, 0.1],
  [0.35, 0.2],
  [0.75, 0.5],
  [1.5, 1],
  [3.5, 2],
  [7.5, 5],
  [12.5, 10],
  [17.5, 15],
  [25, 20],
  [45, 30],
  [1.5 * minute, minute],
  [3.5 * minute, 2 * minute],
  [7.5 * minute, 5 * minute],
  [12.5 * minute, 10 * minute],
  [17.5 * minute, 15 * minute],
  [25 * minute, 20 * minute],
  [45 * minute, 30 * minute],
  [1.5 * hour, hour],
  [2.5 * hour, 2 * hour],
  [4.5 * hour, 3 * hour],
  [9 * hour, 6 * hour],
  [day, 12 * hour],
  [7 * day, day],
  [21 * day, 7 * day],
  [42 * day, 30 * day],
];

/** The interval that a length is rounded to, both in seconds. */
export function roundInterval(length: number): number {
  return rounds.find(([below]) => length < below)?.[1] ?? year;
}

/** A step for so many points in a window, at least `min`; in seconds. */
export function intervalFor({ from, to }: Window, points: number, min: number): number {
  return Math.max(roundInterval((to - from) / points), min);
}

const units = { ms: 0.001, s: 1, m: minute, h: hour, d: day, w: 7 * day, M: 30 * day, y: year } as const;

/** The length of an interval as Grafana reads it, in seconds: `15s`, `1.5m`, `1M`, or a number of seconds. */
export function readInterval(written: string): number | undefined {
  const [, amount, unit = 's'] = /^\s*>?\s*(\d+(?:\.\d+)?)(ms|[smhdwMy])?\s*$/.exec(written) ?? [];
  return amount === undefined ? undefined : Number(amount) * (isUnit(unit) ? units[unit] : Number.NaN);
}

function isUnit(unit: string): unit is keyof typeof units {
  return unit in units;
}

/** An interval as Grafana writes it: the largest unit of which it has at least one, and the rest is dropped. */
export function writeInterval(seconds: number): string {
  const millis = Math.round(seconds * 1000);
  for (const unit of ['y', 'd', 'h', 'm', 's'] as const) {
    const count = Math.floor(millis / (units[unit] * 1000));
    if (count > 0) return `${count}${unit}`;
  }
  return `${Math.max(millis, 1)}ms`;
}

/** A length with all of its parts, `1m30s`, as `$__rate_interval` is written. */
export function writeWhole(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  let written = '';
  for (const unit of ['h', 'm', 's', 'ms'] as const) {
    const size = units[unit] * 1000;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) written += `${count}${unit}`;
  }
  return written === '' ? '0s' : written;
}

/** What a panel is drawn on: Grafana's grid has 24 columns. */
const columns = 24;
/** The commonest width of a screen, in pixels: 80 a column. Navigation and margins are left out of account. */
const screen = 1920;
/** What scenes takes for the width that it does not know (SceneQueryRunner). */
const unknownWidth = 500;

/** The width of a panel in pixels, from that in columns. */
export function panelWidth(width: number | undefined): number {
  return width === undefined || width <= 0 ? unknownWidth : (Math.min(width, columns) * screen) / columns;
}

export interface StepInput {
  readonly window: Window;
  readonly points: number;
  /** Of the data source, in seconds. */
  readonly scrapeInterval: number;
  /** The panel's min interval, in seconds. */
  readonly panelMin: number | undefined;
  /** The target's min step as it is written, with the dashboard's variables filled in. */
  readonly targetMin: string;
  readonly factor: number;
}

export interface Steps {
  /** The step of a range query, and `$__interval`; in seconds. */
  readonly interval: number;
  /** `$__rate_interval`, in seconds. */
  readonly rateInterval: number;
}

/** More points than Prometheus answers with are never asked for. */
const mostPoints = 11_000;

/** A min step that is a macro of an interval, and nothing else. */
const intervalMacro = /^\$\{?(__(?:rate_)?interval(?:_ms)?)\}?$/;

export function stepsOf({ window, points, scrapeInterval, panelMin, targetMin, factor }: StepInput): Steps {
  const wished = intervalFor(window, points, panelMin ?? scrapeInterval);
  const macro = intervalMacro.exec(targetMin)?.[1];
  const min = (macro === undefined ? readInterval(targetMin) : undefined) || undefined;
  const span = window.to - window.from;
  const least = min ?? wished;
  const calculated = span / points < least ? least : roundInterval(span / points);
  const adjusted = Math.max(calculated, roundInterval(span / mostPoints));
  if (macro === '__rate_interval') {
    const rateInterval = rateIntervalOf(adjusted, scrapeInterval);
    return { interval: rateInterval, rateInterval };
  }
  const interval = adjusted * (factor > 0 ? factor : 1);
  const scraped = macro === '__interval' ? interval : (min ?? scrapeInterval);
  return { interval, rateInterval: rateIntervalOf(wished, scraped) };
}

/** Long enough for a rate: four scrapes, of which one may fail. */
export function rateIntervalOf(interval: number, scrapeInterval: number): number {
  return Math.max(interval + scrapeInterval, 4 * scrapeInterval);
}

/**
 * The steps of a target, from its JSON and that of its panel; `fillIn` fills in the dashboard's variables.
 * @param window of the panel, in Unix seconds
 * @param scrapeInterval of the data source, in seconds
 */
export function panelSteps(
  panel: Json,
  target: Json,
  window: Window,
  scrapeInterval: number,
  fillIn: (text: string) => string,
): Steps {
  const { maxDataPoints, gridPos } = panel;
  const { w } = object(gridPos);
  const own = Number(typeof maxDataPoints === 'string' ? fillIn(maxDataPoints) : maxDataPoints);
  const { intervalFactor } = target;
  const min = text(target['interval']);
  return stepsOf({
    window,
    points: own > 0 ? own : panelWidth(typeof w === 'number' ? w : undefined),
    scrapeInterval,
    panelMin: readInterval(fillIn(text(panel['interval']))),
    // Grafana leaves these macros to the server, which takes them for what they are.
    targetMin: intervalMacro.test(min) ? min : fillIn(min),
    factor: typeof intervalFactor === 'number' ? intervalFactor : 1,
  });
}

/** The interval that `auto` stands for: a part of the window, rounded; in seconds. */
export function autoInterval(window: Window, count: number, min: number): number {
  return intervalFor(window, count > 0 ? count : 30, min);
}

/** Intervals that a variable offers, with or without quotes: `1m,"10m",1h`. */
export function listedIntervals(query: string): readonly string[] {
  return query
    .split(',')
    .map((part) => part.trim().replace(/^["']|["']$/g, ''))
    .filter((part) => part !== '');
}
