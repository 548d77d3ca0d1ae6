/** The `.lint` files of a folder: for each dashboard the nearest one above it holds. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../errors/code-of.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { readLintFile, type LintFile } from './lint-file.ts';

export class LintFiles {
  /** None above it is read. */
  readonly #top: string;
  readonly #found = new Map<string, LintFile | undefined>();
  readonly #doubts: string[] = [];

  constructor(top: string) {
    this.#top = top;
  }

  /**
   * The one that holds for a file below the top.
   * @throws UserError where it cannot be read
   */
  async for(file: string): Promise<LintFile | undefined> {
    return this.#in(dirname(file));
  }

  /** What is odd in those that were read, with their paths. */
  get doubts(): readonly string[] {
    return this.#doubts;
  }

  async #in(folder: string): Promise<LintFile | undefined> {
    const known = this.#found.get(folder);
    if (known !== undefined || this.#found.has(folder)) return known;
    const own = await this.#read(join(folder, '.lint'));
    const found = own ?? (relative(this.#top, folder) === '' ? undefined : await this.#in(dirname(folder)));
    this.#found.set(folder, found);
    return found;
  }

  async #read(path: string): Promise<LintFile | undefined> {
    const content = await readFile(path, 'utf8').catch((error: unknown) => {
      // A folder of that name is none of dashboard-linter's files.
      if (isMissing(error) || codeOf(error) === 'EISDIR') return undefined;
      throw unreadable(path, error);
    });
    if (content === undefined) return undefined;
    const file = readLintFile(content, path);
    this.#doubts.push(...file.doubts.map((doubt) => `${path}: ${doubt}`));
    return file;
  }
}
