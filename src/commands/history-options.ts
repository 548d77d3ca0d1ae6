/** What `dashboards simulate backfill` is told, from text to values. */
import { UserError } from '../errors/user-error.ts';
import { targetNames, type TargetName } from '../simulator/targets.ts';
import { isDuration, seconds } from '../time/duration.ts';
import { numberIn } from './number-in.ts';

export interface HistoryFlags {
  readonly days: string;
  readonly out: string;
  readonly step?: string;
  readonly end?: string;
  readonly targets?: string;
  readonly whole?: boolean;
  readonly host: string;
  readonly port: string;
  readonly environment: string;
  readonly env?: string;
  readonly profile?: string;
  readonly seed: string;
  readonly rate: string;
  readonly without?: string;
  readonly json?: boolean;
}

export interface HistorySpan {
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
  /** In seconds. */
  readonly step?: number;
}

const day = 86_400;
/** Prometheus looks back so far for a sample: a wider spacing leaves gaps. */
const widestStep = 300;
const longest = 400;

/** @param now in Unix seconds. Throws a {@link UserError}. */
export function spanOf({ days, end, step }: Pick<HistoryFlags, 'days' | 'end' | 'step'>, now: number): HistorySpan {
  const count = numberIn('--days', days, { from: 1, to: longest, whole: true });
  const until = end === undefined ? now : timeOf(end);
  // Prometheus takes no sample of a scrape that is older than its newest block.
  if (until > now) throw wrong('--end', end ?? '', 'a time that has passed');
  const span = { start: until - count * day, end: until };
  if (step === undefined) return span;
  const length = isDuration(step) ? seconds(step) : Number(step);
  if (!Number.isInteger(length) || length < 1 || length > widestStep)
    throw wrong('--step', step, 'whole seconds, at least 1 and at most 300: 30s, 1m');
  return { ...span, step: length };
}

/** With a zone, lest it mean another moment on another machine. */
const timestamp = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function timeOf(text: string): number {
  const time = timestamp.test(text) ? Date.parse(text) / 1000 : Number.NaN;
  if (Number.isNaN(time)) throw wrong('--end', text, 'a time such as 2026-11-22 (UTC) or 2026-11-22T10:00:00Z');
  return time;
}

/** The targets named, with commas between them; left out, all. */
export function targetsOf(text: string | undefined): readonly TargetName[] {
  if (text === undefined) return targetNames;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !targetNames.some((target) => target === name));
  if (unknown !== undefined) throw wrong('--targets', text, `of ${targetNames.join(', ')}, with commas between them`);
  return targetNames.filter((target) => names.includes(target));
}

function wrong(option: string, text: string, wanted: string): UserError {
  return new UserError(`${option} is "${text}", and not ${wanted}.`, { next: 'dashboards simulate backfill --help' });
}
