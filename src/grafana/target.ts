/** Which Grafana is meant, and how to sign in to it. */
import {
  basic,
  bearer,
  bearerOf,
  environmentCredentials,
  type Credentials,
  type Environment,
} from '../config/credentials.ts';
import type { GrafanaServer } from '../config/grafana-server.ts';
import { serverUrl } from '../config/server-url.ts';
import type { Settings } from '../config/settings.ts';
import { UserError } from '../errors/user-error.ts';
import { isLoopback } from './loopback.ts';

export interface Target {
  /** Without a slash at the end; with the path that Grafana is served below. */
  readonly url: string;
  /** The value of that header; undefined where nobody signs in. */
  readonly authorization: string | undefined;
  /** A file of certificates to trust beside those of the system. */
  readonly caFile: string | undefined;
  /** Where the credentials come from, for messages; never what they are. */
  readonly credentialsFrom: string;
}

export interface TargetOptions {
  /** Of the chosen environment. */
  readonly settings: Pick<Settings, 'grafana'>;
  /** What messages call it; undefined where none is chosen. */
  readonly environmentName: string | undefined;
  readonly url: string | undefined;
  /** Reads all of standard input, where the token comes from there. */
  readonly tokenStdin: (() => Promise<string>) | undefined;
  /** Whether credentials may go over plain HTTP to another machine. */
  readonly allowHttp: boolean;
  readonly caFile: string | undefined;
}

/**
 * The address is that of the option, of `GRAFANA_URL`, or of the configuration. Credentials come from standard input,
 * from `GRAFANA_TOKEN`, or `GRAFANA_USER` and `GRAFANA_PASSWORD` (each secret also as `…_FILE`), or from the
 * configuration; what the configuration names is only read for the server that it names. No message repeats a secret, or
 * an address that may hold one.
 * @throws UserError where the address or the credentials are missing by half, cannot be used, or would be overheard
 */
export async function resolveTarget(options: TargetOptions, environment: Environment): Promise<Target> {
  const { settings, environmentName, allowHttp } = options;
  const configured = settings.grafana;
  const url = address(options, environment);
  const isConfigured = configured !== undefined && originOf(configured.url) === originOf(url);
  const credentials =
    (await fromStandardInput(options.tokenStdin)) ??
    (await environmentCredentials(withoutHalf(environment, configured), 'GRAFANA')) ??
    (await fromConfiguration(configured, url, environmentName, environment));
  if (credentials !== undefined && !allowHttp) refusePlainHttp(url);
  return {
    url,
    authorization: credentials?.authorization,
    caFile: options.caFile ?? (isConfigured ? configured.caFile : undefined),
    credentialsFrom: credentials?.from ?? 'nowhere: nobody signs in',
  };
}

const grafana = { name: 'Grafana', example: 'https://grafana.example.org', prefix: 'GRAFANA' };

function address({ settings, environmentName, url }: TargetOptions, environment: Environment): string {
  const variable = environment['GRAFANA_URL'] ?? '';
  const given = url ?? (variable === '' ? settings.grafana?.url : variable);
  if (given !== undefined) return serverUrl(given, grafana);
  throw new UserError('No Grafana is named.', {
    details: [
      environmentName === undefined
        ? 'no environment is chosen, and GRAFANA_URL is not set'
        : `the environment ${environmentName} has no grafana in dashboards.config.yaml, and GRAFANA_URL is not set`,
    ],
    next: 'Give --url, set GRAFANA_URL, or choose with --env an environment whose grafana.url is in dashboards.config.yaml.',
  });
}

function originOf(url: string): string {
  return new URL(url).origin;
}

async function fromStandardInput(read: (() => Promise<string>) | undefined): Promise<Credentials | undefined> {
  if (read === undefined) return undefined;
  const from = 'standard input';
  const token = (await read()).replace(/\r?\n$/, '');
  if (token !== '') return { authorization: bearerOf('The token on standard input', token), from };
  throw new UserError('There is no token on standard input.', { next: 'Pipe the token in: --token-stdin < FILE.' });
}

/** Without a password that the configuration takes from there for a user of its own. */
function withoutHalf(environment: Environment, configured: GrafanaServer | undefined): Environment {
  const name = 'GRAFANA_PASSWORD';
  if (
    configured?.signIn.kind !== 'password' ||
    (environment['GRAFANA_USER'] ?? environment['GRAFANA_USER_FILE'] ?? '') !== ''
  )
    return environment;
  const { password } = configured.signIn;
  return password.kind === 'environment' && password.name === name
    ? { ...environment, [name]: undefined }
    : environment;
}

async function fromConfiguration(
  configured: GrafanaServer | undefined,
  url: string,
  environmentName: string | undefined,
  environment: Environment,
): Promise<Credentials | undefined> {
  if (configured === undefined) return undefined;
  const { signIn } = configured;
  const whose = environmentName === undefined ? 'the configuration' : `environment ${environmentName}`;
  const [mine, other] = [originOf(configured.url), originOf(url)];
  if (mine !== other) {
    throw new UserError(`The ${signIn.kind} of ${whose} belongs to ${mine}, and is not sent to ${other}.`, {
      next: `Set GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, for ${other}.`,
    });
  }
  const secret = signIn.kind === 'token' ? signIn.token : signIn.password;
  const name = secret.kind === 'environment' ? secret.name : secret.path;
  const from = `${name}, of ${whose}`;
  if (signIn.kind === 'token') return { authorization: await bearer({ name, secret }, environment), from };
  const user = { name: `The user of ${whose}`, value: signIn.user };
  return { authorization: await basic(user, { name, secret }, environment), from };
}

function refusePlainHttp(url: string): void {
  const { protocol, hostname, host } = new URL(url);
  if (protocol === 'https:' || isLoopback(hostname)) return;
  throw new UserError(`Credentials would go to ${host} over plain HTTP, where others can read them.`, {
    next: `Use https://${host}, or give --allow-http if nobody else can listen.`,
  });
}
