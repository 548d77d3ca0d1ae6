/** Has Linux end a program together with the process that started it, also where that was killed. */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';

/** Of util-linux. BusyBox has one of that name which cannot do this. */
const setpriv = '/usr/bin/setpriv';

export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * A command line that becomes the given one, in the same process, which gets the signal when its parent ends. Where there
 * is no such means, the given one.
 */
export function endingWithParent({ program, args }: CommandLine, signal: NodeJS.Signals): CommandLine {
  if (process.platform !== 'linux' || !isThere()) return { program, args };
  return { program: setpriv, args: [`--pdeathsig=${signal.replace(/^SIG/, '')}`, '--', program, ...args] };
}

function isThere(): boolean {
  try {
    return basename(realpathSync(setpriv)) === 'setpriv';
  } catch {
    return false;
  }
}
