/** Skips tests that need a program which is not on the path, and says which one to install. */
import { beforeEach } from 'vitest';
import { findProgram } from './find-program.ts';

/** For all tests of the describe that it is called in. */
export function needs(program: string, isThere: boolean = findProgram(program) !== undefined): void {
  beforeEach(({ skip }) => skip(!isThere, `install ${program} and put it on the path`));
}
