/**
 * Durations in the configuration. The patterns are for editors, which know no code; a test holds that they say the same.
 */
import { z } from 'zod';
import { isDuration, seconds, type Duration } from '../time/duration.ts';

const any = z.custom<Duration>((value) => typeof value === 'string' && isDuration(value), {
  error: 'must be a duration such as 30s, 5m or 30d',
});
const longer = any.refine((value) => seconds(value) > 0, 'must be longer than 0');
const short = longer.refine((value) => seconds(value) <= 3600, 'must be at most 1h');

const hourAtMost = [
  '([1-9][0-9]{0,5}|[12][0-9]{6}|3[0-5][0-9]{5}|3600000)ms',
  '([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)s',
  '([1-9]|[1-5][0-9]|60)m',
  '1h',
];

export const duration = any.meta({ type: 'string', pattern: '^[0-9]+(ms|s|m|h|d|w|y)$' });

/** Longer than nothing. */
export const window = longer.meta({ type: 'string', pattern: '^0*[1-9][0-9]*(ms|s|m|h|d|w|y)$' });

/** At most an hour. */
export const scrapeInterval = short.meta({ type: 'string', pattern: `^0*(${hourAtMost.join('|')})$` });
