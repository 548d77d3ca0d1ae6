/** The programs that a stack is made of, where they are, and how they are installed. */
import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Program {
  /** Its names, the first that is found counts: distributions call some of them differently. */
  readonly names: readonly string[];
  /** The command that installs it on Debian; undefined where no package has it. */
  readonly install: string | undefined;
}

export const programs = {
  prometheus: { names: ['prometheus'], install: 'apt-get install prometheus' },
  promtool: { names: ['promtool'], install: 'apt-get install prometheus' },
  pushgateway: { names: ['prometheus-pushgateway', 'pushgateway'], install: 'apt-get install prometheus-pushgateway' },
  postgresExporter: {
    names: ['prometheus-postgres-exporter', 'postgres_exporter'],
    install: 'apt-get install prometheus-postgres-exporter',
  },
  postgres: { names: ['postgres'], install: 'apt-get install postgresql' },
  initdb: { names: ['initdb'], install: 'apt-get install postgresql' },
  basebackup: { names: ['pg_basebackup'], install: 'apt-get install postgresql' },
  grafana: { names: ['grafana'], install: undefined },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof programs;

/** The real path of a program; undefined where it is not installed. */
export function find(name: ProgramName, path: string = process.env['PATH'] ?? ''): string | undefined {
  return executable(programs[name].names, [...postgresFolders(), ...path.split(delimiter)]);
}

/** The real path of the first program in a list of folders that has one of the names; undefined where none has. */
export function executable(names: readonly string[], folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    for (const name of names) {
      const candidate = join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        return realpathSync(candidate);
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * Debian keeps PostgreSQL's programs in a folder for each version, off the path; the newest first. They come before the
 * path, where a wrapper stands for some of them that goes by the name it is called by.
 */
function postgresFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  try {
    return readdirSync(root)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}
