/** A dashboard with its history, as both were at one moment. */
import type { Grafana, StoredDashboard } from './grafana.ts';
import { readHistory, type History } from './history.ts';

export interface Changed {
  readonly stored: StoredDashboard;
  /** Nothing in it is newer than `stored`. */
  readonly history: History;
}

/** How often both are read again where somebody saves in between. */
const rounds = 3;

/**
 * A page that was read a while ago, or a save between two requests, makes them disagree: then both are read again.
 * Undefined where the dashboard is gone by now.
 */
export async function readChanged(grafana: Grafana, known: StoredDashboard): Promise<Changed | undefined> {
  let stored = known;
  let history = await readHistory(grafana, stored.uid);
  for (let round = 0; round < rounds && disagree(stored, history); round += 1) {
    const now = await grafana.dashboard(stored.uid);
    if (now === undefined) return undefined;
    stored = now;
    if (disagree(stored, history)) history = await readHistory(grafana, stored.uid);
  }
  return { stored: asInHistory(stored, history), history: until(stored.version, history) };
}

/** The content that its history has, so that what is compared with older versions comes from the same place as they. */
function asInHistory(stored: StoredDashboard, history: History): StoredDashboard {
  const [newest] = history.versions;
  if (stored.content === undefined || newest === undefined || newest.version !== stored.version) return stored;
  return { ...stored, content: newest.content };
}

function disagree({ version }: StoredDashboard, { versions: [newest] }: History): boolean {
  return newest !== undefined && newest.version !== version;
}

/** What is newer than what was read is left out: a write names the older version then, and is refused. */
function until(version: number, { versions, marked }: History): History {
  return {
    versions: versions.filter((one) => one.version <= version),
    marked: marked !== undefined && marked.version.version <= version ? marked : undefined,
  };
}
