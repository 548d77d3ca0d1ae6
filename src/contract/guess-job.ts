/** Which job a page is of, by what is on it. */
import type { ExpositionFamily } from '../metrics/exposition.ts';
import { byName, namesOf, type Expected } from './expected.ts';

/** Names that more jobs than these share say nothing: the Go runtime's, say. */
const sharedByMost = 2;
/** So many names tell a job, or all of a job that has fewer. */
const enough = 3;

/** The job most of whose metrics are on the page; undefined where none has enough, or two have as many. */
export function guessJob(families: readonly ExpositionFamily[], expected: readonly Expected[]): string | undefined {
  const telling = expected.filter(({ of }) => of.jobs.length <= sharedByMost);
  const known = byName(telling);
  const scores = new Map<string, number>();
  for (const { name, series } of families) {
    const here = series.length === 0 ? [] : (known.get(name) ?? []);
    for (const job of new Set(here.flatMap(({ of }) => of.jobs))) scores.set(job, (scores.get(job) ?? 0) + 1);
  }
  const [first, second] = [...scores].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || first[1] === second?.[1]) return undefined;
  const [job, score] = first;
  const all = telling.filter(({ of }) => of.jobs.some((one) => one === job)).length;
  return score >= Math.min(enough, all) ? job : undefined;
}

/** The systems of which a page has something, among those that a job exposes. */
export function systemsOn(
  families: readonly ExpositionFamily[],
  expected: readonly Expected[],
  job: string,
): ReadonlySet<string> {
  const names = new Set(families.filter(({ series }) => series.length > 0).map(({ name }) => name));
  const here = expected.filter(
    (one) => one.of.jobs.some((of) => of === job) && namesOf(one).some((name) => names.has(name)),
  );
  return new Set(here.map(({ system }) => system));
}
