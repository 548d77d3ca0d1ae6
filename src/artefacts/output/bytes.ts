import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';

/** Symbolic links that have taken a file's place since the folder was scanned are refused. */
const plain = constants.O_RDONLY | constants.O_NOFOLLOW;

/** SHA-256 in hexadecimal digits, as sha256sum prints it; text counts in UTF-8. */
export function digest(content: Buffer | string): string {
  return hash('sha256', content, 'hex');
}

export function readPlain(file: string): Buffer {
  return reading(file, (descriptor) => readFileSync(descriptor));
}

/** Compares files with texts, in memory that all of a run share: a buffer for each takes as long as reading it. */
export class Comparison {
  #content = Buffer.alloc(0);
  #file = Buffer.alloc(0);

  /** Whether the file holds just this text in UTF-8. */
  same(file: string, content: string): boolean {
    const most = content.length * 3 + 1;
    if (this.#content.length < most) {
      this.#content = Buffer.allocUnsafeSlow(most);
      this.#file = Buffer.allocUnsafeSlow(most);
    }
    const wanted = this.#content.subarray(0, this.#content.write(content));
    // One byte more than there should be, to notice a longer file.
    const room = this.#file.subarray(0, wanted.length + 1);
    const length = reading(file, (descriptor) => readAll(descriptor, room));
    return room.subarray(0, length).equals(wanted);
  }
}

/** Fills the buffer or reads to the end of the file; a single read may stop early on network drives. */
function readAll(descriptor: number, room: Buffer): number {
  let length = 0;
  for (let more = -1; more !== 0; length += more) more = readSync(descriptor, room, length, room.length - length, null);
  return length;
}

function reading<T>(file: string, read: (descriptor: number) => T): T {
  const descriptor = openSync(file, plain);
  try {
    return read(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
