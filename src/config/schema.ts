/** What `dashboards.config.yaml` may say. Everything is optional; what is left out keeps its default. */
import { z } from 'zod';
import { application } from '../metrics/application.ts';
import { temporalProfiles } from '../metrics/temporal-profiles.ts';
import { defaultTimings } from '../policy/alerts.ts';
import { defaultColours } from '../policy/colours.ts';
import { defaultLimits } from '../policy/limits.ts';
import { repositoryAddress, serverAddress } from './address.ts';
import { duration, scrapeInterval, window } from './durations.ts';
import { secretReference } from './secret.ts';

/** Names of Grafana's palette, or hexadecimal. */
const colour = z
  .string()
  .regex(
    /^((super-light-|light-|semi-dark-|dark-)?(red|orange|yellow|green|blue|purple)|text|transparent|#[0-9a-fA-F]{3,8})$/,
    'must be a colour of Grafana (green, dark-purple, super-light-blue, …) or hexadecimal (#73bf69)',
  );
const uid = z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/, 'must be a uid: at most 40 of a-z, A-Z, 0-9, - and _');
const limit = z.strictObject({
  amber: z.number().optional().describe('From here on it is worth a look.'),
  red: z.number().optional().describe('From here on it is bad; an alert compares with it.'),
});
const timing = z.strictObject({
  for: duration.optional().describe('How long it must hold before the alert fires.'),
  keepFiringFor: duration.optional().describe('How long the alert goes on firing after it held last.'),
  severity: z
    .enum(['critical', 'warning'])
    .optional()
    .describe('Critical is what a person must act on within minutes.'),
});
const objective = z.strictObject({
  target: z.number().optional().describe('The share of orders that must be good, between 0 and 1.'),
  window: window.optional().describe('The window over which it is promised.'),
});
const { buckets } = application.orderProcessing;
const latencyObjective = objective.extend({
  withinSeconds: z
    .number()
    .refine((bound) => buckets.includes(bound), `must be a bucket of order_processing_seconds: ${buckets.join(', ')}`)
    .optional()
    .meta({ enum: [...buckets], description: 'An order is good when it is processed within so many seconds.' }),
});
const folder = z
  .strictObject({
    title: z
      .string()
      .regex(/\S/, 'must not be empty')
      // Grafana's own root has this name; its provisioning gives up a folder of that title with all its dashboards.
      .regex(/^(?!\s*[Gg][Ee][Nn][Ee][Rr][Aa][Ll]\s*$)/, "must not be General, which is Grafana's own")
      .optional()
      .describe('What Grafana calls the folder.'),
    uid: uid
      .regex(/^(?!general$)/, "must not be general, which is Grafana's own")
      .optional()
      .describe('The uid of the folder: its address follows from it, so it should stay.'),
    parent: uid
      .regex(/^(?!general$)/, "must not be general, which is Grafana's own; leave it out for the root")
      .optional()
      .describe('The uid of the folder that a push puts it in: of another one here, or of one that Grafana has.'),
  })
  .describe('A folder, by the directory of its files.');
const directory = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is no directory: at most 64 of a-z, 0-9 and -');
const environmentName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'is no name of an environment: at most 64 of a-z, 0-9 and -');

/** Each of these names, or not. */
function some<const Name extends string, T extends z.ZodType>(names: Readonly<Record<Name, unknown>>, value: T) {
  return z.partialRecord(z.enum(keysOf(names)), value);
}

function keysOf<Name extends string>(names: Readonly<Record<Name, unknown>>): Name[] {
  const keys: Name[] = [];
  for (const name in names) keys.push(name);
  return keys;
}

/** What stands at the top, and in an environment in place of that. */
const sections = {
  policy: z
    .strictObject({
      limits: some(defaultLimits, limit).optional().describe('Where a value stops being normal.'),
      alerts: some(defaultTimings, timing)
        .optional()
        .describe('How long it takes an alert to fire, and how bad it is.'),
      objectives: z
        .strictObject({
          orderSuccess: objective.optional().describe('How many orders succeed.'),
          orderLatency: latencyObjective.optional().describe('How many orders are processed in time.'),
        })
        .optional()
        .describe('What is promised, over which window.'),
      colours: some(defaultColours, colour).optional().describe('Colours by meaning: of Grafana, or hexadecimal.'),
      scrapeInterval: scrapeInterval
        .optional()
        .describe('How often Prometheus scrapes; Grafana derives $__rate_interval from it.'),
      panelSamples: z
        .number()
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .optional()
        .describe('How many samples the queries of a panel may touch together; verify finds those that touch more.'),
    })
    .optional()
    .describe('Numbers and colours that a team decides; panels and alerts read the same.'),
  temporal: z
    .strictObject({
      profile: z
        .enum(keysOf(temporalProfiles))
        .optional()
        .describe('How your Temporal SDK names its metrics: Go through tally, Core, or Core with all its suffixes.'),
    })
    .optional()
    .describe('The Temporal SDK of the workers.'),
  dataSources: z
    .strictObject({
      prometheus: uid.optional().describe('The uid of the Prometheus data source.'),
      traces: uid.optional().describe('The uid of the data source that a trace id opens in; none by default.'),
    })
    .optional()
    .describe('Data sources of Grafana.'),
  folders: z
    .record(directory, folder)
    .optional()
    .describe('Folders of Grafana by their directory, which dashboards/index.ts names.'),
  repository: repositoryAddress
    .optional()
    .describe('The address of your repository: each dashboard links to its file there. {path} stands for the file.'),
};

/** A secret is a reference, and no message repeats what stands in its place. */
function secret(what: string) {
  const problem = `must be \${NAME}, a variable of the environment, or be left to ${what}File; it is never written here`;
  return z.string({ error: problem }).regex(secretReference, problem).optional();
}

const nonEmpty = z.string().min(1, 'must not be empty').optional();
/** What looks like a token of Grafana's, or of OAuth, was meant to be none. */
const secretFile = z
  .string()
  .min(1, 'must not be empty')
  .regex(/^(?!gl(?:sa|c)_|eyJ)/, 'must be the path of a file, not the secret itself')
  .optional();

const grafana = z.strictObject({
  url: serverAddress.describe('Where Grafana is, with http:// or https://.'),
  token: secret('token').describe('The token of a service account, as ${NAME} of an environment variable.'),
  tokenFile: secretFile.describe('A file that holds the token.'),
  user: nonEmpty.describe('The user who signs in, where there is no token.'),
  password: secret('password').describe('Their password, as ${NAME} of an environment variable.'),
  passwordFile: secretFile.describe('A file that holds the password.'),
  caFile: nonEmpty.describe('A file of certificates to trust, in PEM, beside those of the system.'),
});

const environment = z
  .strictObject({
    ...sections,
    grafana: grafana.optional().describe('The Grafana of this environment.'),
  })
  .describe('What is different in one environment; the rest is as in the rest of the file.');

/** The configuration of one environment: the top of the file, with what the environment has in place of it. */
export const mergedSchema = environment;

export const configSchema = z.strictObject({
  ...sections,
  environments: z
    .record(environmentName, environment)
    .optional()
    .describe('What is different elsewhere, by the name that build --env takes.'),
});

export type Config = z.infer<typeof configSchema>;
export type MergedConfig = z.infer<typeof mergedSchema>;
export type GrafanaConfig = z.infer<typeof grafana>;
