/** What a panel tells its reader. */
import type { Alert } from '../policy/alerts.ts';

export interface Description {
  /** What is drawn. */
  readonly shows: string;
  /** What it looks like when all is well, with a number. */
  readonly normal: string;
  /** Where to look, or what to do, when it does not. */
  readonly next: string;
}

/** The description as Grafana shows it, in Markdown. */
export function describe({ shows, normal, next }: Description, alert?: Alert): string {
  const guard = alert === undefined ? [] : [`**Alert:** ${guardedBy(alert)}`];
  return [shows, `**Normal:** ${normal}`, `**Otherwise:** ${next}`, ...guard].join('\n\n');
}

function guardedBy({
  name,
  severity,
  watches,
  bad,
  measure,
  threshold,
  critical,
  floor,
  for: length,
  window,
}: Alert): string {
  const over = window === undefined ? '' : `, over ${window},`;
  const level = critical === undefined ? '' : ` (critical: ${words[measure](critical)})`;
  const traffic = floor === undefined ? '' : ` and there are more than ${floor.above} ${floor.of}`;
  const limit = `${bad} ${words[measure](threshold)}`;
  return `${name} (${severity}) fires when ${watches}${over} stays ${limit}${level}${traffic} for ${length}.`;
}

const words: Readonly<Record<Alert['measure'], (value: number) => string>> = {
  ratio: percent,
  seconds: duration,
  items: (value) => String(value),
};

/** A ratio in the words of a description: `99.5 %`. */
export function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(6))} %`;
}

/** Seconds in the words of a description: `5 minutes`; in the largest unit that says it exactly. */
export function duration(seconds: number): string {
  const [amount, unit] = inUnits(seconds);
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function inUnits(seconds: number): readonly [number, string] {
  if (seconds >= 7200 && seconds % 3600 === 0) return [seconds / 3600, 'hour'];
  return seconds >= 120 && seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
}
