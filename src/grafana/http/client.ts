/** A Grafana over HTTP. */
import type {
  DashboardVersion,
  FolderCounts,
  Grafana,
  ListedDashboard,
  ListedFolder,
  SaveRequest,
  ServerFacts,
  StoredDashboard,
  StoredFolder,
  Written,
} from '../grafana.ts';
import { NotPermitted } from '../not-permitted.ts';
import { isObject } from '../../lint/read/json.ts';
import { counts, storedFolder } from './answers.ts';
import { classicDashboard } from './classic.ts';
import { history, messageOf } from './history.ts';
import type { Probed } from './probe.ts';
import type { Requests } from './requests.ts';
import { NoListing, resourceDashboard, resourceList } from './resource.ts';
import { listDashboards, listFolders } from './search.ts';
import { createFolder, deleteDashboard, deleteFolder, moveFolder, renameFolder, saveDashboard } from './writes.ts';

export class HttpGrafana implements Grafana {
  readonly #requests: Requests;
  readonly #probed: Probed;
  /** How many are read at once where they cannot be listed. */
  readonly #connections: number;
  readonly #choices: string[];

  constructor(requests: Requests, probed: Probed, connections: number) {
    this.#requests = requests;
    this.#probed = probed;
    this.#connections = connections;
    this.#choices = [...probed.choices];
  }

  get facts(): ServerFacts {
    return { ...this.#probed.facts, choices: this.#choices };
  }

  listFolders(): Promise<readonly ListedFolder[]> {
    return listFolders(this.#requests);
  }

  async folder(uid: string): Promise<StoredFolder | undefined> {
    const path = `/api/folders/${encodeURIComponent(uid)}`;
    const read = await this.#requests.readIfThere(path, storedFolder).catch(async (error: unknown) => {
      // Who may see some folders only is told so of one that is not there, too; what may be seen is listed.
      const isHidden = error instanceof NotPermitted && (await this.listFolders()).every((one) => one.uid !== uid);
      if (!isHidden) throw error;
      return undefined;
    });
    return read === undefined ? undefined : { ...read, parentUid: read.parentUid || undefined };
  }

  /** Undefined also where it may not be counted, and from a server that is too old to count. */
  async countIn(folderUid: string): Promise<FolderCounts> {
    const path = `/api/folders/${encodeURIComponent(folderUid)}/counts`;
    const answer = await this.#requests.get(path);
    if (answer.status === 403 || answer.status === 404) return undefined;
    if (answer.status !== 200) throw await this.#requests.failure({ method: 'GET', path }, answer);
    return isObject(answer.json) ? counts.safeParse(answer.json).data : undefined;
  }

  listDashboards(): Promise<readonly ListedDashboard[]> {
    return listDashboards(this.#requests);
  }

  async *allDashboards(): AsyncGenerator<StoredDashboard> {
    const { base } = this.#probed;
    const given = new Set<string>();
    if (base !== undefined) {
      try {
        for await (const dashboard of resourceList(this.#requests, base)) {
          given.add(dashboard.uid);
          yield dashboard;
        }
        return;
      } catch (error) {
        if (!(error instanceof NoListing)) throw error;
        this.#choices.push(`The rest of the dashboards is read one by one, for the list broke off: ${error.message}.`);
      }
    }
    yield* this.#oneByOne(given);
  }

  /** What is deleted in between is left out. */
  async *#oneByOne(given: ReadonlySet<string>): AsyncGenerator<StoredDashboard> {
    const uids = (await this.listDashboards()).map(({ uid }) => uid).filter((uid) => !given.has(uid));
    for (let next = 0; next < uids.length; next += this.#connections) {
      const some = uids.slice(next, next + this.#connections);
      const read = await Promise.all(some.map((uid) => this.dashboard(uid)));
      yield* read.filter((one) => one !== undefined);
    }
  }

  dashboard(uid: string): Promise<StoredDashboard | undefined> {
    const { base } = this.#probed;
    return base === undefined ? classicDashboard(this.#requests, uid) : resourceDashboard(this.#requests, base, uid);
  }

  versions(uid: string, limit: number): Promise<readonly DashboardVersion[]> {
    return history(this.#requests, uid, limit);
  }

  message(uid: string, version: number): Promise<string> {
    return messageOf(this.#requests, uid, version);
  }

  saveDashboard(request: SaveRequest): Promise<Written> {
    return saveDashboard(this.#requests, request);
  }

  deleteDashboard(uid: string): Promise<Written> {
    return deleteDashboard(this.#requests, uid);
  }

  createFolder(folder: ListedFolder): Promise<Written> {
    return createFolder(this.#requests, folder);
  }

  renameFolder(uid: string, title: string, version: number): Promise<Written> {
    return renameFolder(this.#requests, uid, title, version);
  }

  moveFolder(uid: string, parentUid: string | undefined): Promise<Written> {
    return moveFolder(this.#requests, uid, parentUid);
  }

  deleteFolder(uid: string): Promise<Written> {
    return deleteFolder(this.#requests, uid);
  }
}
