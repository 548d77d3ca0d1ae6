/** What the commands share that speak to a Grafana: which one, as whom, and what the code wants of it. */
import { resolveSettings } from '../config/resolve.ts';
import type { Settings } from '../config/settings.ts';
import type { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import type { Desired } from '../grafana/desired.ts';
import { readDesired } from '../grafana/desired/folder.ts';
import type { Grafana, ServerFacts } from '../grafana/grafana.ts';
import { connectGrafana } from '../grafana/http/connect.ts';
import { patience, type Patience } from '../grafana/patience.ts';
import { resolveTarget } from '../grafana/target.ts';
import { panelPlaces, type PlaceOf } from '../grafana/where-defined.ts';
import { projectRoot } from '../text/project-root.ts';
import { untilInterrupted } from './interrupt.ts';
import { lengthIn } from './length-in.ts';
import { numberIn } from './number-in.ts';
import { readingUntil } from './reading.ts';
import { standardInput } from './standard-input.ts';
import { tell } from './tell.ts';

export interface GrafanaOptions {
  /** An environment of the configuration, whose settings and whose Grafana are taken. */
  readonly env?: string;
  /** The address, in place of that of the environment. */
  readonly url?: string;
  /** Any folder of dashboard JSON, in place of the project's dashboards. */
  readonly source?: string;
  /** The uid of the folder that `source` goes below. */
  readonly folder?: string;
  readonly caFile?: string;
  readonly allowHttp?: boolean;
  readonly tokenStdin?: boolean;
  readonly concurrency?: string;
  /** Of one answer. */
  readonly timeout?: string;
  /** Of the whole run. */
  readonly limit?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export interface Session {
  readonly settings: Settings;
  readonly desired: Desired;
  readonly grafana: Grafana;
  /** For writes; an interruption ends it. */
  readonly patience: Patience;
  /** From here on an interruption ends no read: called before the first write. */
  readonly keepReading: () => void;
  /** How many requests at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** What a next command is typed with, to mean the same Grafana and the same code. */
  readonly flags: string;
  /** Finds the file and line that define a panel of ours; the sources are read only where that is needed. */
  readonly places: (needed: boolean) => Promise<PlaceOf>;
}

/** @throws UserError */
export async function withGrafana(
  options: GrafanaOptions,
  task: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { env, url, source, folder, caFile } = options;
  const concurrency = numberIn('--concurrency', options.concurrency ?? '10', { from: 1, to: 100, whole: true });
  const timeout = lengthIn('--timeout', options.timeout ?? '30s');
  const limit = lengthIn('--limit', options.limit ?? '10m');
  if (folder !== undefined && source === undefined) {
    throw new UserError('--folder needs --source: the folders of these dashboards are in the code.', {
      next: 'Leave --folder away, or set folders.<directory>.parent in dashboards.config.yaml.',
    });
  }
  const settings = await resolveSettings(projectRoot, { environment: env });
  const target = await resolveTarget(
    {
      settings,
      environmentName: env,
      url,
      tokenStdin: options.tokenStdin === true ? () => standardInput('--token-stdin') : undefined,
      allowHttp: options.allowHttp === true,
      caFile,
    },
    process.env,
  );
  const verbose = options.verbose === true;
  return untilInterrupted(async (signal) => {
    const reading = readingUntil(signal);
    const patient = patience({ limit, signal });
    const unusable = new AbortController();
    const connecting = connectGrafana(target, {
      patience: patience({ limit, signal: reading.signal }),
      timeout,
      connections: concurrency,
      signal: AbortSignal.any([reading.signal, unusable.signal]),
      tell,
    });
    // The source is read while the server is asked who it is. What is wrong with the source is told first.
    connecting.catch(() => undefined);
    const desired = await (
      source === undefined ? own(settings) : readDesired(source, settings, { folderUid: folder })
    ).catch((error: unknown) => {
      unusable.abort();
      throw error;
    });
    const grafana = await connecting;
    tell(serverLine(grafana.facts));
    if (verbose) for (const line of [`credentials: ${target.credentialsFrom}`, ...grafana.facts.choices]) tell(line);
    return task({
      settings,
      desired,
      grafana,
      patience: patient,
      keepReading: reading.keep,
      concurrency,
      signal,
      flags: flagsOf(options),
      places: placesOf(source),
    }).finally(reading.end);
  });
}

/** Loads the SDK, which takes a while. */
async function own(settings: Settings): Promise<Desired> {
  const [{ registry }, { ownDesired }] = await Promise.all([
    import('../../dashboards/index.ts'),
    import('../grafana/desired/own.ts'),
  ]);
  return ownDesired(registry, settings);
}

/** `Grafana 12.2.0 at https://grafana.example.org, organisation Main Org., as sa-1-push`. */
function serverLine({ address, version, organisation, login }: ServerFacts): string {
  return [
    `Grafana${version === undefined ? '' : ` ${version}`} at ${address}`,
    ...(organisation === undefined ? [] : [`organisation ${organisation}`]),
    login === undefined ? 'signed in as nobody' : `as ${login}`,
  ].join(', ');
}

/** Panels of other sources are defined in their own files. */
function placesOf(source: string | undefined): Session['places'] {
  return async (needed) => (needed && source === undefined ? panelPlaces() : () => undefined);
}

function flagsOf({ env, url, source, folder }: GrafanaOptions): string {
  const given = { env, url, source, folder };
  return Object.entries(given)
    .map(([name, value]) => (value === undefined ? '' : ` --${name} ${inShell(value)}`))
    .join('');
}

/** Quoted where a shell would take it for more than a word. */
function inShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
