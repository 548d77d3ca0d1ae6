/** Holds a page of metrics to the catalogue. */
import type { ExpositionFamily, ExpositionPage } from '../metrics/exposition.ts';
import { againstEntry } from './against-entry.ts';
import { cardinalityFindings, type CardinalityLimits } from './cardinality.ts';
import { byName, namesOf, type Expected } from './expected.ts';
import { kinds, type Finding } from './finding.ts';
import { isLeftOut } from './left-out.ts';
import { nameFindings } from './names.ts';
import { few, shapeFindings } from './shape.ts';
import { ownLabels } from './stored.ts';

export interface CheckOptions {
  /** The job that the page is of; undefined where nobody can tell, so that nothing can be missing. */
  readonly job: string | undefined;
  /** The systems of the catalogue whose metrics must be there; undefined for all that the job exposes. */
  readonly systems?: ReadonlySet<string> | undefined;
  /** Other programs are held to everything too: what they do not show, and what the catalogue lacks of them. */
  readonly strict?: boolean;
  readonly limits: CardinalityLimits;
}

export interface CheckedPage {
  readonly findings: readonly Finding[];
  /** Families with at least one series. */
  readonly families: number;
  readonly series: number;
  /** Metrics of other programs that are not on the page; they may wait for their first event. */
  readonly notShown: readonly string[];
  /** Metrics of other programs that the catalogue has no use for, and those that it leaves out. */
  readonly notInCatalogue: readonly string[];
  /** Metrics that the catalogue knows, but not of this job. */
  readonly ofOtherJobs: readonly string[];
  /** What is worth knowing and no mistake. */
  readonly notes: readonly string[];
}

/** @param expected what the catalogue holds, by `expectedOf`; or any other set of metrics */
export function checkPage(page: ExpositionPage, expected: readonly Expected[], options: CheckOptions): CheckedPage {
  const { job, strict = false, limits } = options;
  const shown = page.families.filter(({ series }) => series.length > 0);
  const known = byName(expected);
  const names = new Set(shown.map(({ name }) => name));
  const isOfJob = ({ of }: Expected): boolean => job === undefined || of.jobs.some((one) => one === job);
  // The catalogue claims to have all that services of our own expose; of others it has what is of use.
  const claimed = strict || job === undefined || expected.some((one) => one.own && isOfJob(one));
  const findings: Finding[] = [];
  const notInCatalogue: string[] = [];
  const ofOtherJobs: string[] = [];
  for (const family of shown) {
    const candidates = (known.get(family.name) ?? []).filter(({ of }) => job === undefined || of.notFrom !== job);
    const entry = candidates.find(isOfJob);
    findings.push(...cardinalityFindings(family, limits), ...shapeFindings(family));
    if (entry !== undefined) {
      findings.push(...againstEntry(family, entry.of, { job, names }));
      if (entry.namedHere) findings.push(...nameFindings(family, job, true));
    } else if (candidates.length > 0) {
      ofOtherJobs.push(family.name);
    } else if (claimed && !isLeftOut(family.name)) {
      findings.push(unknown(family, job), ...nameFindings(family, job, false));
    } else {
      notInCatalogue.push(family.name);
    }
  }
  const absent = absentMetrics(page, expected, options);
  findings.push(...absent.filter(({ own }) => own || strict).map((one) => missing(one, page.families)));
  findings.push(...duplicateFindings(page));
  return {
    findings: inOrder(findings),
    families: shown.length,
    series: shown.reduce((sum, { series }) => sum + series.length, 0),
    notShown: sorted(absent.filter(({ own }) => !own && !strict).map(({ of }) => of.name)),
    notInCatalogue: sorted(notInCatalogue),
    ofOtherJobs: sorted(ofOtherJobs),
    notes: shown.flatMap((family) => notesOn(family, job)),
  };
}

function duplicateFindings({ duplicates }: ExpositionPage): readonly Finding[] {
  const byFamily = new Map<string, string[]>();
  for (const { family, labels, line } of duplicates) {
    const problem = `line ${line}: ${family}${labelText(labels)}`;
    const known = byFamily.get(family);
    if (known === undefined) byFamily.set(family, [problem]);
    else known.push(problem);
  }
  return [...byFamily].flatMap(([metric, problems]) =>
    few(problems).map((problem): Finding => ({ kind: 'duplicate', metric, problem })),
  );
}

function absentMetrics(
  { families }: ExpositionPage,
  expected: readonly Expected[],
  { job, systems }: CheckOptions,
): readonly Expected[] {
  const names = new Set(families.filter(({ series }) => series.length > 0).map(({ name }) => name));
  return expected.filter(
    (one) =>
      one.of.jobs.some((of) => of === job) &&
      (systems === undefined || systems.has(one.system)) &&
      !namesOf(one).some((name) => names.has(name)),
  );
}

function missing(one: Expected, families: readonly ExpositionFamily[]): Finding {
  const declared = families.some(({ name }) => namesOf(one).includes(name));
  const variants = one.of.variants.map(({ name }) => name);
  const also = variants.length === 0 ? '' : `, nor as ${variants.join(' or ')}`;
  const problem = declared ? 'declared on the page, but without a series' : `not on the page${also}`;
  return { kind: 'missing', metric: one.of.name, problem };
}

function unknown(family: ExpositionFamily, job: string | undefined): Finding {
  const labels = [...ownLabels(family, job).keys()];
  const having = labels.length === 0 ? 'without labels of its own' : `by ${labels.join(', ')}`;
  return { kind: 'unknown', metric: family.name, problem: `${family.type} ${having}` };
}

/** Series of one metric that are labelled differently: rightly so in some programs, so that it is told, not found. */
function notesOn(family: ExpositionFamily, job: string | undefined): readonly string[] {
  const some = [...ownLabels(family, job)].filter(([, { on }]) => on < family.series.length).map(([label]) => label);
  return some.length === 0 ? [] : [`${family.name}: only some of its series have ${some.join(', ')}`];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** By kind, then by metric; among those of one metric as they were found. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const order = Object.keys(kinds);
  return findings.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0),
  );
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
