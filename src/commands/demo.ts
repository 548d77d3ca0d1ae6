/** `dashboards demo`: the whole system on this machine, until Ctrl-C. */
import { resolveSettings } from '../config/resolve.ts';
import { installed, missing, type Found } from '../demo/missing.ts';
import { portCount, portsFrom, wellKnownPorts, type Ports } from '../demo/ports.ts';
import type { Ended } from '../demo/running.ts';
import { startStack, type Stack } from '../demo/stack.ts';
import { addressJson, addressTable } from '../demo/table.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { parseIncident } from '../simulator/incident-text.ts';
import { projectRoot } from '../text/project-root.ts';
import { isDuration, type Duration } from '../time/duration.ts';
import { metricsIn } from './catalogue-options.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberIn } from './number-in.ts';
import { tell } from './tell.ts';

export interface DemoOptions {
  /** The first of the ports; left out, the well-known ones. */
  readonly portBase?: string;
  /** A folder that is kept. */
  readonly data?: string;
  readonly days: string;
  readonly step?: string;
  readonly history: boolean;
  readonly replica?: boolean;
  readonly grafana: boolean;
  readonly rate?: string;
  readonly incident?: readonly string[];
  /** Names of metrics with commas between them. */
  readonly without?: string;
  readonly scrapeInterval?: string;
  readonly homepath?: string;
  readonly env?: string;
  readonly json?: boolean;
}

const environment = 'production';
const longestHistory = 365;

/** @throws UserError */
export async function demo(options: DemoOptions): Promise<ExitCode> {
  const days = numberIn('--days', options.days, { from: 1, to: longestHistory, whole: true });
  const ports = portsOf(options.portBase);
  const { policy, catalogue } = await resolveSettings(projectRoot, { environment: options.env });
  const scrapeInterval = intervalOf(options.scrapeInterval) ?? policy.scrapeInterval;
  const rate =
    options.rate === undefined ? undefined : numberIn('--rate', options.rate, { from: 0, to: 1000, whole: false });
  if (options.data === '')
    throw new UserError('--data is empty.', { next: 'Name the folder to keep, or leave --data away.' });

  for (const incident of options.incident ?? []) parseIncident(incident, Date.now() / 1000);
  metricsIn('--without', options.without, catalogue);
  const found = programsFor(options);
  return atOnceIfTwice(() =>
    untilInterrupted(async (signal) => {
      const stack = await startStack({
        found,
        ports,
        data: options.data,
        replica: options.replica === true,
        scrapeInterval,
        environment,
        history: options.history ? { days, step: options.step } : undefined,
        rate,
        env: options.env,
        incidents: options.incident,
        without: options.without,
        homepath: options.homepath,
        tell,
        signal,
      }).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      if (stack === undefined) {
        tell('Interrupted; nothing is left running.');
        return exitCode.interrupted;
      }
      return stay(stack, options.json === true, signal);
    }),
  );
}

/** Shows where everything is, until the signal comes or a part ends by itself. */
async function stay(stack: Stack, json: boolean, signal: AbortSignal): Promise<ExitCode> {
  try {
    process.stdout.write(json ? addressJson(stack.addresses) : addressTable(stack.addresses));
    const ended = await Promise.race([stack.firstEnd, aborted(signal)]);
    if (ended !== undefined) throw endedByItself(ended);
  } finally {
    await stack.stop();
  }
  tell('Interrupted; all of it is stopped.');
  return exitCode.interrupted;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function endedByItself({ name, log }: Ended): UserError {
  return new UserError(`${name} ended by itself.`, {
    details: log.trimEnd().split('\n').slice(-10),
    next: `Read what ${name} says above; all the rest was stopped.`,
    exit: exitCode.partial,
  });
}

/** A signal may come twice for one Ctrl-C, from the terminal and from npm; one within this many milliseconds is that. */
const sameCtrlC = 300;

/** Lets a first signal be heard by the task; a second ends the process, and all that it started with it. */
async function atOnceIfTwice<T>(task: () => Promise<T>): Promise<T> {
  let first: number | undefined;
  const count = (): void => {
    first ??= Date.now();
    if (Date.now() - first > sameCtrlC) process.exit(exitCode.interrupted);
  };
  process.on('SIGINT', count).on('SIGTERM', count);
  try {
    return await task();
  } finally {
    process.off('SIGINT', count).off('SIGTERM', count);
  }
}

/** The programs of the stack; what is missing is told. */
function programsFor({ grafana }: DemoOptions): Found {
  const { grafana: grafanaProgram, ...others } = installed();
  const found = grafana && grafanaProgram !== undefined ? { ...others, grafana: grafanaProgram } : others;
  for (const { program, effect, install } of missing(found)) {
    if (program === 'grafana' && !grafana) continue;
    tell(`${program} is not installed: ${effect}. To install it: ${install}`);
  }
  return found;
}

const firstFreeForAll = 1024;
const lastPort = 65_535;

function portsOf(base: string | undefined): Ports {
  if (base === undefined) return wellKnownPorts;
  return portsFrom(numberIn('--port-base', base, { from: firstFreeForAll, to: lastPort - portCount + 1, whole: true }));
}

function intervalOf(text: string | undefined): Duration | undefined {
  if (text === undefined || isDuration(text)) return text;
  throw new UserError(`--scrape-interval is "${text}", which is no duration.`, {
    next: 'Write it as Prometheus does: 15s, 1m.',
  });
}
