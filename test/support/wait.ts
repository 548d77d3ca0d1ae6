import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds; fails, naming it, when it does not within the limit in milliseconds. */
export async function waitFor(what: string, holds: () => boolean | Promise<boolean>, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${what}`);
    await pause(20);
  }
}
