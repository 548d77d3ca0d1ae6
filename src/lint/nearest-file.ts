/** Files that hold for all below their folder: for each path the nearest one above it counts. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../errors/code-of.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';

export class NearestFile<T> {
  /** None above it is read. */
  readonly #top: string;
  readonly #name: string;
  readonly #read: (content: string, path: string) => T;
  readonly #found = new Map<string, T | undefined>();

  /** @param read what a file says; is called once for each */
  constructor(top: string, name: string, read: (content: string, path: string) => T) {
    this.#top = top;
    this.#name = name;
    this.#read = read;
  }

  /**
   * What holds for a file below the top; undefined where no file says it.
   * @throws UserError where one cannot be read, and whatever `read` throws
   */
  async for(file: string): Promise<T | undefined> {
    return this.#in(dirname(file));
  }

  async #in(folder: string): Promise<T | undefined> {
    const known = this.#found.get(folder);
    if (known !== undefined || this.#found.has(folder)) return known;
    const own = await this.#own(join(folder, this.#name));
    const found = own ?? (relative(this.#top, folder) === '' ? undefined : await this.#in(dirname(folder)));
    this.#found.set(folder, found);
    return found;
  }

  async #own(path: string): Promise<T | undefined> {
    const content = await readFile(path, 'utf8').catch((error: unknown) => {
      // A folder of that name is none of these files.
      if (isMissing(error) || codeOf(error) === 'EISDIR') return undefined;
      throw unreadable(path, error);
    });
    return content === undefined ? undefined : this.#read(content, path);
  }
}
