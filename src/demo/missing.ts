/** Programs of a stack: those that are installed, and what is missing without the others. */
import { find, programs, type ProgramName } from './programs.ts';

interface Use {
  readonly name: ProgramName;
  /** What is not there for want of it. */
  readonly effect: string;
}

const uses: readonly Use[] = [
  { name: 'postgres', effect: 'orders are kept in memory, and the Database dashboard stays empty' },
  { name: 'postgresExporter', effect: 'the Database dashboard stays empty' },
  { name: 'pushgateway', effect: 'no batch job is pushed' },
  { name: 'prometheus', effect: 'nothing is scraped' },
  { name: 'promtool', effect: 'there is no history' },
  { name: 'grafana', effect: 'there is no picture of the dashboards' },
];

export type Found = Readonly<Partial<Record<ProgramName, string>>>;

/**
 * The paths of the programs that are installed.
 * @param path where they are looked for; left out, that of this process
 */
export function installed(path?: string): Found {
  return Object.fromEntries(
    uses.flatMap(({ name }) => {
      const program = find(name, path);
      return program === undefined ? [] : [[name, program] as const];
    }),
  );
}

export interface Missing {
  readonly program: string;
  readonly effect: string;
  /** What to do about it. */
  readonly install: string;
}

/** What is not installed, in the order in which it would start. */
export function missing(found: Found): readonly Missing[] {
  return uses
    .filter(({ name }) => found[name] === undefined)
    .map(({ name, effect }) => ({
      program: programs[name].names[0],
      effect,
      install: programs[name].install ?? 'get it from https://grafana.com/grafana/download and put it on the path',
    }));
}
