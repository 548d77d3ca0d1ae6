import { UserError } from '../errors/user-error.ts';
import type { Grafana } from './grafana.ts';

/** The titles of folders, for backups; each is asked for once. */
export class FolderTitles {
  readonly #grafana: Pick<Grafana, 'folder'>;
  readonly #titles = new Map<string, Promise<string | undefined>>();

  constructor(grafana: Pick<Grafana, 'folder'>) {
    this.#grafana = grafana;
  }

  /** Undefined where it cannot be read: a backup does not need it. */
  async of(uid: string): Promise<string | undefined> {
    const known = this.#titles.get(uid) ?? this.#read(uid);
    this.#titles.set(uid, known);
    return known;
  }

  async #read(uid: string): Promise<string | undefined> {
    try {
      return (await this.#grafana.folder(uid))?.title;
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
