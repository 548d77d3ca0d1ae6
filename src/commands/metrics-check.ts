/** `dashboards metrics check`: holds a page of metrics to the catalogue. */
import { checkPage } from '../contract/check.ts';
import { expectedOf, type Expected } from '../contract/expected.ts';
import { guessJob, systemsOn } from '../contract/guess-job.ts';
import { readPage } from '../contract/read-page.ts';
import { checkJson, checkText } from '../contract/report.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { catalogue, type Catalogue } from '../metrics/catalogue.ts';
import { parsePage, type ExpositionPage } from '../metrics/exposition.ts';
import { temporalProfiles, type TemporalProfile } from '../metrics/temporal-profiles.ts';
import { maxSeries, maxValues } from '../policy/exposition-limits.ts';
import { didYouMean, nearest } from '../text/nearest.ts';
import { profileOf } from './catalogue-options.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberIn } from './number-in.ts';
import { tell } from './tell.ts';

export interface CheckFlags {
  readonly job?: string;
  /** Names of systems of the catalogue with commas between them. */
  readonly system?: string;
  readonly env?: string;
  readonly profile?: string;
  readonly strict?: boolean;
  readonly maxSeries?: string;
  readonly maxValues?: string;
  readonly caFile?: string;
  readonly json?: boolean;
}

/** @throws UserError */
export async function checkMetrics(source: string, flags: CheckFlags): Promise<ExitCode> {
  const known = catalogue(await profileOf(flags));
  const expected = expectedOf(known);
  const named = flags.job === undefined ? undefined : knownJob(flags.job, expected);
  const chosen = flags.system === undefined ? undefined : knownSystems(flags.system, expected);
  const limits = {
    maxSeries: limitOf('--max-series', flags.maxSeries, maxSeries),
    maxValues: limitOf('--max-values', flags.maxValues, maxValues),
  };
  const text = await untilInterrupted(async (signal) =>
    readPage(source, { caFile: flags.caFile, environment: process.env, signal }),
  );
  const page = pageOf(text, source);
  const job = named ?? guessJob(page.families, expected);
  if (named === undefined) tellGuess(job);
  if (flags.profile === undefined) tellProfile(page, known, job);
  const systems =
    chosen ?? (named === undefined && job !== undefined ? guessedSystems(page, expected, job) : undefined);
  const result = checkPage(page, expected, { job, systems, strict: flags.strict === true, limits });
  const checked = { ...result, source, job, guessed: named === undefined };
  process.stdout.write(flags.json === true ? checkJson(checked) : checkText(checked, process.stdout.columns ?? 80));
  return result.findings.length === 0 ? exitCode.done : exitCode.findings;
}

function knownJob(job: string, expected: readonly Expected[]): string {
  return oneOf('job', job, [...new Set(expected.flatMap(({ of }) => of.jobs))].sort());
}

function knownSystems(text: string, expected: readonly Expected[]): ReadonlySet<string> {
  const all = [...new Set(expected.map(({ system }) => system))];
  return new Set(text.split(',').map((name) => oneOf('system', name.trim(), all)));
}

/** @throws UserError with those that there are */
function oneOf(what: string, name: string, all: readonly string[]): string {
  if (all.includes(name)) return name;
  throw new UserError(`The catalogue has no ${what} "${name}"${didYouMean(nearest(name, all))}`, {
    details: [`it has ${all.join(', ')}`],
    next: `Name one of those with --${what}.`,
  });
}

function limitOf(option: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  return numberIn(option, text, { from: 1, to: 999_999_999, whole: true });
}

/** @throws UserError where nothing on it is a metric */
function pageOf(text: string, source: string): ExpositionPage {
  const page = parsePage(text);
  if (page.families.some(({ series }) => series.length > 0)) return page;
  throw new UserError(`${source} is no page of metrics: it has no sample.`, {
    next: "Name a page in Prometheus's text format or OpenMetrics, usually at /metrics.",
  });
}

function tellGuess(job: string | undefined): void {
  tell(
    job === undefined
      ? 'The page shows of no job enough to tell which it is: what is missing is not judged. Name the job with --job.'
      : `By what is on it, the page is of job ${job}; --job names another.`,
  );
}

/** A Temporal SDK that spells its metrics in another way makes all of them unknown. */
function tellProfile({ families }: ExpositionPage, known: Catalogue, job: string | undefined): void {
  const names = families.map(({ name }) => name);
  const share = (profile: TemporalProfile): number => {
    // The Temporal server uses some of the names for something else.
    const sdk = catalogue(profile)
      .metrics()
      .filter(({ system, of }) => system.startsWith('temporal') && of.notFrom !== job);
    const spelled = new Set(sdk.map(({ of }) => of.name));
    return names.filter((name) => spelled.has(name)).length;
  };
  const own = share(known.temporalProfile);
  const better = Object.values(temporalProfiles).find((profile) => share(profile) > own);
  if (better !== undefined) tell(`The Temporal SDK's names on the page are rather those of --profile ${better.name}.`);
}

/** One job can have several targets, each with a part of its metrics: only parts of which something is there count. */
function guessedSystems(page: ExpositionPage, expected: readonly Expected[], job: string): ReadonlySet<string> {
  const here = systemsOn(page.families, expected, job);
  const all = new Set(expected.filter(({ of }) => of.jobs.some((one) => one === job)).map(({ system }) => system));
  const others = [...all].filter((system) => !here.has(system));
  if (others.length > 0) {
    tell(`Nothing of ${others.join(', ')} is on the page, which another target of the job may show: not judged.`);
  }
  return here;
}
