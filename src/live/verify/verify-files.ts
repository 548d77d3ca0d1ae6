/** The `.verify` files of a folder: for each dashboard the nearest one above it holds. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { readVerifyFile, verifyFileName } from '../../dashboard/verify-file.ts';
import type { DeclaredEmpty } from '../../dashboard/declared-empty.ts';
import { codeOf } from '../../errors/code-of.ts';
import { isMissing, unreadable } from '../../errors/unreadable.ts';
import type { DeclaredEmptiness } from './dashboard.ts';

export class VerifyFiles {
  /** None above it is read. */
  readonly #top: string;
  readonly #found = new Map<string, readonly DeclaredEmpty[]>();

  constructor(top: string) {
    this.#top = top;
  }

  /**
   * What is said of the queries of a dashboard below the top.
   * @param uid of the dashboard
   * @throws UserError where a file cannot be read, or says something else
   */
  async for(file: string, uid: string): Promise<DeclaredEmptiness> {
    return declaredIn(await this.#in(dirname(file)), uid);
  }

  async #in(folder: string): Promise<readonly DeclaredEmpty[]> {
    const known = this.#found.get(folder);
    if (known !== undefined) return known;
    const isTop = relative(this.#top, folder) === '';
    const found = (await read(join(folder, verifyFileName))) ?? (isTop ? [] : await this.#in(dirname(folder)));
    this.#found.set(folder, found);
    return found;
  }
}

/** What a list says of the queries of one dashboard. */
export function declaredIn(declared: readonly DeclaredEmpty[], uid: string): DeclaredEmptiness {
  const own = declared.filter(({ dashboard }) => dashboard === uid);
  return (place) => {
    const found = own.find((one) =>
      'annotation' in place
        ? 'annotation' in one && one.annotation === place.annotation
        : 'panel' in one && one.panel === place.panel && one.query === place.query,
    );
    return found === undefined ? undefined : { reason: found.reason, filledBy: found.filledBy };
  };
}

async function read(path: string): Promise<readonly DeclaredEmpty[] | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error) || codeOf(error) === 'EISDIR') return undefined;
    throw unreadable(path, error);
  });
  return text === undefined ? undefined : readVerifyFile(text, path);
}
