/** When people order: more in the afternoon than at night, more in the middle of the week than at its end. In UTC. */

const hour = 3600;
const day = 24 * hour;
const week = 7 * day;

/** Waves around 1. Their periods differ, so that their product over a week has the mean 1 as well. */
const daily = [
  { height: 0.5, period: day, peak: 15 * hour },
  { height: 0.15, period: day / 2, peak: 8 * hour },
] as const;
/** The first day of 1970 was a Thursday, so Wednesday noon lies half a day before. */
const weekly = { height: 0.12, period: week, peak: -12 * hour } as const;

/** The most that {@link demandAt} gives. */
export const highestDemand = (1 + daily.reduce((sum, { height }) => sum + height, 0)) * (1 + weekly.height);

/**
 * The demand at a time, where 1 is the mean over a week; never below 0.3.
 * @param time in Unix seconds
 */
export function demandAt(time: number): number {
  return (1 + daily.reduce((sum, wave) => sum + valueOf(wave, time), 0)) * (1 + valueOf(weekly, time));
}

function valueOf({ height, period, peak }: Wave, time: number): number {
  return height * Math.cos((2 * Math.PI * (time - peak)) / period);
}

interface Wave {
  readonly height: number;
  readonly period: number;
  readonly peak: number;
}
