/** The `.lint` files of a folder: for each dashboard the nearest one above it holds. */
import { readLintFile, type LintFile } from './lint-file.ts';
import { NearestFile } from './nearest-file.ts';

export class LintFiles {
  readonly #files: NearestFile<LintFile>;
  readonly #doubts: string[] = [];

  /** @param top none above it is read */
  constructor(top: string) {
    this.#files = new NearestFile(top, '.lint', (content, path) => {
      const file = readLintFile(content, path);
      this.#doubts.push(...file.doubts.map((doubt) => `${path}: ${doubt}`));
      return file;
    });
  }

  /**
   * The one that holds for a file below the top.
   * @throws UserError where it cannot be read
   */
  async for(file: string): Promise<LintFile | undefined> {
    return this.#files.for(file);
  }

  /** What is odd in those that were read, with their paths. */
  get doubts(): readonly string[] {
    return this.#doubts;
  }
}
