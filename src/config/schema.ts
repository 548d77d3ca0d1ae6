/** What `dashboards.config.yaml` may say. Everything is optional; what is left out keeps its default. */
import { z } from 'zod';
import { application } from '../metrics/application.ts';
import { temporalProfiles } from '../metrics/temporal-profiles.ts';
import { defaultTimings } from '../policy/alerts.ts';
import { defaultColours } from '../policy/colours.ts';
import { defaultLimits } from '../policy/limits.ts';
import { isDuration, seconds, type Duration } from '../time/duration.ts';

const duration = z.custom<Duration>((value) => typeof value === 'string' && isDuration(value), {
  error: 'must be a duration such as 30s, 5m or 30d',
});
const window = duration.refine((value) => seconds(value) > 0, 'must be longer than 0');
const scrapeInterval = window.refine((value) => seconds(value) <= 3600, 'must be at most 1h');
/** Names of Grafana's palette, or hexadecimal. */
const colour = z
  .string()
  .regex(
    /^((super-light-|light-|semi-dark-|dark-)?(red|orange|yellow|green|blue|purple)|text|transparent|#[0-9a-fA-F]{3,8})$/,
    'must be a colour of Grafana (green, dark-purple, super-light-blue, …) or hexadecimal (#73bf69)',
  );
const uid = z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/, 'must be a uid: at most 40 of a-z, A-Z, 0-9, - and _');
const limit = z.strictObject({ amber: z.number().optional(), red: z.number().optional() });
const timing = z.strictObject({
  for: duration.optional(),
  keepFiringFor: duration.optional(),
  severity: z.enum(['critical', 'warning']).optional(),
});
const objective = z.strictObject({ target: z.number().optional(), window: window.optional() });
const { buckets } = application.orderProcessing;
const latencyObjective = objective.extend({
  withinSeconds: z
    .number()
    .refine((bound) => buckets.includes(bound), `must be a bucket of order_processing_seconds: ${buckets.join(', ')}`)
    .optional(),
});

/** Each of these names, or not. */
function some<const Name extends string, T extends z.ZodType>(names: Readonly<Record<Name, unknown>>, value: T) {
  return z.partialRecord(z.enum(keysOf(names)), value);
}

function keysOf<Name extends string>(names: Readonly<Record<Name, unknown>>): Name[] {
  const keys: Name[] = [];
  for (const name in names) keys.push(name);
  return keys;
}

export const configSchema = z.strictObject({
  policy: z
    .strictObject({
      limits: some(defaultLimits, limit).optional(),
      alerts: some(defaultTimings, timing).optional(),
      objectives: z
        .strictObject({
          orderSuccess: objective.optional(),
          orderLatency: latencyObjective.optional(),
        })
        .optional(),
      colours: some(defaultColours, colour).optional(),
      scrapeInterval: scrapeInterval.optional(),
    })
    .optional(),
  temporal: z.strictObject({ profile: z.enum(keysOf(temporalProfiles)).optional() }).optional(),
  dataSources: z.strictObject({ prometheus: uid.optional(), traces: uid.optional() }).optional(),
});

export type Config = z.infer<typeof configSchema>;
