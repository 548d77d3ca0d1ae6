/** `dashboards metrics import`: entries of the catalogue for any page of metrics. */
import { dirname, join, relative, resolve } from 'node:path';
import { resolveSettings } from '../config/resolve.ts';
import { entriesOf } from '../contract/import/entry.ts';
import { moduleText } from '../contract/import/module.ts';
import { camelOf, fileOf, jobOf, nameFrom, refuseName } from '../contract/import/name.ts';
import { addToCatalogue, writeFile } from '../contract/import/write.ts';
import { readPage } from '../contract/read-page.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { importedNames, type Catalogue } from '../metrics/catalogue.ts';
import { parsePage } from '../metrics/exposition.ts';
import { few } from '../text/few.ts';
import { projectRoot } from '../text/project-root.ts';
import { untilInterrupted } from './interrupt.ts';
import { tell } from './tell.ts';

export interface ImportFlags {
  /** What code calls the service, in camel case. */
  readonly name?: string;
  readonly job?: string;
  /** The file to write; left out, the entries are printed. */
  readonly out?: string;
  readonly force?: boolean;
  readonly caFile?: string;
}

/** @throws UserError */
export async function importMetrics(source: string, flags: ImportFlags): Promise<ExitCode> {
  const out = flags.out === undefined ? undefined : resolve(flags.out);
  if (flags.out?.trim() === '') throw new UserError('--out is empty text.', { next: 'Name a file with --out.' });
  const folder = join(projectRoot, 'src', 'metrics');
  const isInCatalogue = out !== undefined && dirname(out) === folder;
  const name = flags.name ?? (isInCatalogue ? camelOf(baseOf(out)) : nameFrom(source));
  refuseName(name);
  if (isInCatalogue && out !== join(folder, fileOf(name))) {
    throw new UserError(`${name} has no place in ${relative(projectRoot, out)}.`, {
      next: `In src/metrics a file is called as its service: --out ${join('src', 'metrics', fileOf(name))}.`,
    });
  }
  const job = flags.job ?? jobOf(name);
  refuseJob(job);
  const { catalogue } = await resolveSettings(projectRoot);
  if (isInCatalogue) refuseSystem(name, catalogue);
  const text = await untilInterrupted(async (signal) =>
    readPage(source, { caFile: flags.caFile, environment: process.env, signal }),
  );
  const libraries = isInCatalogue ? libraryNames(catalogue) : new Set<string>();
  const page = parsePage(text);
  const { entries, notes } = entriesOf(page, job, libraries);
  for (const note of few(notes, toldAtMost, (left) => `and ${left} more`)) tell(note);
  if (entries.length === 0) {
    throw new UserError(`${source} has no metric to import.`, {
      next: "Name a page in Prometheus's text format or OpenMetrics, usually at /metrics.",
    });
  }
  const left = page.families.filter((family) => libraries.has(family.name)).length;
  if (left > 0) tell(`left out: ${left} metrics of Go and of the Temporal SDK, which the catalogue has`);
  const define = out === undefined ? './define.ts' : pathTo(join(folder, 'define.ts'), dirname(out));
  const written = moduleText(entries, { name, job, define });
  if (out === undefined) {
    process.stdout.write(written);
    tell(`Next: the same with --out src/metrics/${fileOf(name)} adds the ${entries.length} metrics to the catalogue.`);
    return exitCode.done;
  }
  if (!isInCatalogue) {
    writeFile(out, written, flags.force === true);
    process.stdout.write(`written: ${flags.out}\n`);
    tell(`Next: with --out src/metrics/${fileOf(name)} the ${entries.length} metrics become part of the catalogue.`);
    return exitCode.done;
  }
  const changed = addToCatalogue(folder, { name, job, text: written }, flags.force === true);
  process.stdout.write(changed.map((path) => `written: src/metrics/${path}\n`).join(''));
  tell(`Next: npm run build; then dashboards new NAME --metric ${entries[0]?.name ?? 'METRIC'}.`);
  return exitCode.done;
}

function baseOf(path: string): string {
  return path.slice(dirname(path).length + 1).replace(/\.ts$/u, '');
}

/** Jobs are written into queries and into code, so that they are kept simple. */
function refuseJob(job: string): void {
  if (/^[a-zA-Z_][\w./-]*$/u.test(job)) return;
  throw new UserError(`--job is no name of a scrape job: ${JSON.stringify(job)}`, {
    next: 'Name it as prometheus.yml does, in letters, digits and _ . / -',
  });
}

function refuseSystem(name: string, catalogue: Catalogue): void {
  const brought: readonly string[] = importedNames;
  const isShipped = catalogue.metrics().some(({ system }) => system === name) && !brought.includes(name);
  if (!isShipped) return;
  throw new UserError(`The catalogue has a system ${name} already.`, { next: 'Choose another name with --name.' });
}

/** Names of what libraries expose of any process: one entry of the catalogue speaks for all of them. */
function libraryNames(catalogue: Catalogue): ReadonlySet<string> {
  const systems = new Set(['goRuntime', 'temporalSdk', 'temporalGoOnly', 'temporalCoreOnly']);
  return new Set(
    catalogue
      .metrics()
      .filter(({ system }) => systems.has(system))
      .map(({ of }) => of.name),
  );
}

/** The path of a file, as a module in that folder imports it. */
function pathTo(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith('.') ? path : `./${path}`;
}

/** How many notes are told. */
const toldAtMost = 20;
