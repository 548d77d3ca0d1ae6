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

function guardedBy({ name, severity, watches, bad, threshold, critical, floor, for: duration, window }: Alert): string {
  const level = critical === undefined ? '' : ` (critical: ${critical})`;
  const traffic = floor === undefined ? '' : ` and there are more than ${floor.atLeast} ${floor.of}`;
  return `${name} (${severity}) fires when ${watches}, over ${window}, stays ${bad} ${threshold}${level}${traffic} for ${duration}.`;
}

/** A ratio in the words of a description: `99.5 %`. */
export function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(6))} %`;
}

/** Seconds in the words of a description: `5 minutes`. */
export function duration(seconds: number): string {
  const [amount, unit] = seconds >= 7200 ? [seconds / 3600, 'hour'] : seconds >= 120 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  const rounded = Number(amount.toPrecision(3));
  return `${rounded} ${unit}${rounded === 1 ? '' : 's'}`;
}
