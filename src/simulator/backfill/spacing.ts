/** How close together in time the samples of history are. */

const hour = 3600;
const day = 24 * hour;

/** Spacings in seconds, up to which age each. Every one is a multiple of the finest. */
const spacings = [
  { upTo: 25 * hour, every: 30 },
  { upTo: 60 * hour, every: 60 },
  { upTo: 9 * day, every: 150 },
  { upTo: Infinity, every: 300 },
] as const;

/** The closest spacing: what times are multiples of. */
export const finestSpacing = spacings[0].every;

/**
 * The spacing of samples of an age, both in seconds. Grafana shows about 1,000 points, so that a longer view has longer
 * steps, and `$__rate_interval` is the step and a scrape interval, at least a minute: there have to be two samples in
 * it. The week before the last two days has two samples in each five minutes, the narrowest window of a fixed length.
 */
export function spacingAt(age: number): number {
  return (spacings.find(({ upTo }) => age <= upTo) ?? spacings[spacings.length - 1] ?? spacings[0]).every;
}

export interface Span {
  /** Unix seconds; nothing is before. */
  readonly start: number;
  /** Unix seconds; the last time is the multiple of the spacing that is not after it. */
  readonly end: number;
  /** One spacing for all, in seconds; left out, it grows with the age. */
  readonly step?: number;
}

/** The times of samples in Unix seconds, ascending, each a multiple of the spacing there. */
export function timesOf({ start, end, step }: Span): readonly number[] {
  const finest = step ?? finestSpacing;
  const last = Math.floor(end / finest);
  const times: number[] = [];
  for (let index = Math.ceil(start / finest); index <= last; index += 1) {
    const time = index * finest;
    if (step !== undefined || time % spacingAt(last * finest - time) === 0) times.push(time);
  }
  return times;
}
