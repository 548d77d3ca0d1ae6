/** Dashboards by what a person calls them: a uid or a title. */
import { UserError } from '../errors/user-error.ts';
import { few } from '../text/few.ts';
import { nearest, orNearest } from '../text/nearest.ts';

interface Named {
  readonly uid: string;
  readonly title: string;
}

const namedAtMost = 50;

/**
 * Those of the code that are named; all where no name is given.
 * @param otherwise what else can be done, a sentence
 * @throws UserError for a name that none has, or that several have as their title
 */
export function namedDashboards<T extends Named>(
  all: readonly T[],
  names: readonly string[],
  otherwise = '',
): readonly T[] {
  if (names.length === 0) return all;
  const wanted = new Set(names.map((name) => one(all, name, 'in the code', otherwise)));
  return all.filter((dashboard) => wanted.has(dashboard));
}

/**
 * The uids of those on a server that are named.
 * @throws UserError for a name that none has, or that several have as their title
 */
export function uidsNamed(all: readonly Named[], names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => one(all, name, 'in this Grafana', '').uid))];
}

function one<T extends Named>(all: readonly T[], name: string, where: string, otherwise: string): T {
  const byUid = all.find(({ uid }) => uid === name);
  if (byUid !== undefined) return byUid;
  const [first, ...others] = all.filter(({ title }) => title === name);
  if (first === undefined) {
    const known = all.flatMap(({ title, uid }) => [title, uid]);
    throw new UserError(`There is no dashboard "${name}" ${where}${orNearest(nearest(name, known))}.`, {
      details: lines(all),
      next: `Name one by its title or its uid${otherwise === '' ? '.' : `; ${otherwise}`}`,
    });
  }
  if (others.length === 0) return first;
  throw new UserError(`${others.length + 1} dashboards are called "${name}".`, {
    details: lines([first, ...others]),
    next: 'Name one by its uid.',
  });
}

function lines(all: readonly Named[]): readonly string[] {
  return few(
    all.map(({ title, uid }) => `${title} (${uid})`),
    namedAtMost,
    (left) => `and ${left} more`,
  );
}
