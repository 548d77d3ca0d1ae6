import { delimiter } from 'node:path';
import { executable } from '../../src/demo/programs.ts';

/** The real path of a program on the path; undefined where there is none. */
export function findProgram(name: string): string | undefined {
  return executable([name], (process.env['PATH'] ?? '').split(delimiter));
}
