/** `dashboards simulate`: stands in for the order-processing system until it is stopped. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { catalogue, type Catalogue } from '../metrics/catalogue.ts';
import { parseIncident } from '../simulator/incident-text.ts';
import { partsOfSystem } from '../simulator/parts.ts';
import type { Instruments } from '../simulator/exposition/instruments.ts';
import { batchJobs } from '../simulator/pushgateway/batch-jobs.ts';
import { pushBatchJobs } from '../simulator/pushgateway/push.ts';
import { serve } from '../simulator/server/serve.ts';
import { connect } from '../simulator/store/connect.ts';
import { addressOf, targetNames, targets } from '../simulator/targets.ts';
import { unexposed } from '../simulator/unexposed.ts';
import { createSimulation } from '../simulator/world.ts';
import { metricsIn, profileOf } from './catalogue-options.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberIn } from './number-in.ts';
import { tell } from './tell.ts';

export interface SimulateOptions {
  readonly host: string;
  readonly port: string;
  readonly seed: string;
  readonly rate: string;
  readonly traffic: boolean;
  readonly environment: string;
  readonly profile?: string;
  /** An environment of dashboards.config.yaml. */
  readonly env?: string;
  readonly databaseUrl?: string;
  readonly pushgatewayUrl?: string;
  readonly incident: readonly string[];
  /** Names of metrics with commas between them. */
  readonly without?: string;
  readonly json?: boolean;
}

/**
 * Serves until SIGTERM, which is how services are stopped, or Ctrl-C.
 * @throws UserError
 */
export async function simulate(options: SimulateOptions): Promise<ExitCode> {
  if (options.host.trim() === '') {
    throw new UserError('--host is empty.', { next: 'Name an address of this machine, or leave --host away.' });
  }
  const port = numberIn('--port', options.port, { from: 1, to: 65_536 - targetNames.length, whole: true });
  const seed = numberIn('--seed', options.seed, { from: 0, to: Number.MAX_SAFE_INTEGER, whole: true });
  const rate = numberIn('--rate', options.rate, { from: 0, to: 1000, whole: false });
  const metrics = catalogue(await profileOf(options));
  const without = metricsIn('--without', options.without, metrics);
  const url = databaseUrl(options.databaseUrl);
  const pushgateway = addressOfPushgateway(options.pushgatewayUrl);
  const start = now();
  const incidents = options.incident.map((text) => parseIncident(text, start));
  return untilInterrupted(async (signal, by) => {
    const simulation = await createSimulation({
      catalogue: metrics,
      start,
      seed,
      rate,
      traffic: options.traffic,
      without,
      incidents,
      parts: partsOfSystem(),
      tell,
      ...(url === undefined
        ? {}
        : { connect: (observe, slowness) => connect(url, observe, slowness), newId: randomUUID }),
    });
    const serving = await serve(simulation, { host: options.host, port, tell }).catch(async (error: unknown) => {
      await simulation.close();
      throw error;
    });
    process.stdout.write(options.json === true ? listJson(options, port) : listText(options.host, port));
    tell('Orders are taken and metrics served; Ctrl-C ends it.');
    const jobs = batchJobs(seed, without);
    reportUnexposed(metrics, [...Object.values(simulation.pages), ...jobs.map((job) => job.page)], without);
    const pushing = pushgateway === undefined ? [] : [pushBatchJobs({ url: pushgateway, jobs, now, tell, signal })];
    if (!signal.aborted) await once(signal, 'abort');
    tell('Stopping: what is under way is answered and written.');
    await Promise.all([serving.stop(), ...pushing]);
    tell('Stopped.');
    return by() === 'SIGTERM' ? exitCode.done : exitCode.interrupted;
  });
}

/** In Unix seconds. */
function now(): number {
  return Date.now() / 1000;
}

/** Metrics that dashboards may ask for in vain: the catalogue has them, and no page. */
function reportUnexposed(metrics: Catalogue, pages: readonly Instruments[], without: ReadonlySet<string>): void {
  const names = unexposed(metrics, [...without, ...pages.flatMap((page) => page.names)]);
  if (names.length > 0) tell(`Nothing exposes ${names.join(', ')}.`);
}

/** @throws UserError where it is no address, or has a user or a password in it */
function addressOfPushgateway(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    throw new UserError('--pushgateway-url is no address of HTTP.', {
      next: 'Give one such as http://127.0.0.1:9091.',
    });
  }
  if (address.password !== '') {
    throw new UserError('--pushgateway-url has a password in it, which everybody on this machine could read.', {
      next: 'Give the address of a Pushgateway that asks for none, such as http://127.0.0.1:9091.',
    });
  }
  if (address.username !== '') {
    throw new UserError('--pushgateway-url has a user in it, and the simulator logs in nowhere.', {
      next: 'Leave it out: http://127.0.0.1:9091.',
    });
  }
  return url;
}

function listText(host: string, port: number): string {
  const width = Math.max(...targetNames.map((name) => name.length));
  return targetNames
    .map((name) => `${name.padEnd(width)}  http://${addressOf(name, host, port)}/metrics  ${targets[name].job}\n`)
    .join('');
}

function listJson({ host, environment }: SimulateOptions, port: number): string {
  const listed = targetNames.map((name) => {
    const instance = addressOf(name, host, port);
    return { name, url: `http://${instance}/metrics`, labels: { environment, job: targets[name].job, instance } };
  });
  return `${JSON.stringify({ orders: `http://${addressOf('api', host, port)}/orders`, targets: listed }, null, 2)}\n`;
}

/**
 * The database, as it was given. Arguments of a program can be read by everybody on its machine, its environment cannot.
 * @throws UserError where the argument has a password
 */
function databaseUrl(given: string | undefined): string | undefined {
  if (given !== undefined && URL.canParse(given)) {
    const { password, searchParams } = new URL(given);
    if (password !== '' || searchParams.has('password')) {
      throw new UserError('--database-url has a password in it, which everybody on this machine could read.', {
        next: 'Put the password into PGPASSWORD and leave it out of the URL.',
      });
    }
  }
  const fromEnvironment = process.env['DATABASE_URL'];
  return given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
}
