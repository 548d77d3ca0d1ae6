/** A team that keeps its dashboards in a folder of JSON and pushes them; the program's parts run in this process. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Folder } from '../../../src/config/settings.ts';
import { apply } from '../../../src/grafana/apply.ts';
import { BackupFolder } from '../../../src/grafana/backup.ts';
import type { Desired } from '../../../src/grafana/desired.ts';
import { readDesired } from '../../../src/grafana/desired/folder.ts';
import { compareWith } from '../../../src/grafana/diff.ts';
import { exitOf } from '../../../src/grafana/exit-of.ts';
import type { Grafana } from '../../../src/grafana/grafana.ts';
import { connectGrafana } from '../../../src/grafana/http/connect.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import { patience } from '../../../src/grafana/patience.ts';
import type { PlanOptions } from '../../../src/grafana/plan.ts';
import { appliedJson } from '../../../src/grafana/report/applied-json.ts';
import { refuseManyDeletions } from '../../../src/grafana/report/destroyed.ts';
import { diffJson } from '../../../src/grafana/report/diff.ts';
import { planJson } from '../../../src/grafana/report/plan-json.ts';
import { statusJson } from '../../../src/grafana/report/status.ts';
import { diffShape, planShape, pushShape, statusShape } from '../../cli/grafana-shapes.ts';
import { source } from '../../support/grafana-program.ts';
import { temporaryFolder } from '../../support/program.ts';
import { settings } from '../../support/settings.ts';

export interface Flags extends Partial<PlanOptions> {
  /** In place of the team's own folder. */
  readonly source?: string;
  readonly yes?: boolean;
}

const signal = new AbortController().signal;
const nowhere = () => undefined;

export async function signedIn(url: string, token: string): Promise<Grafana> {
  return connectGrafana(
    { url, authorization: `Bearer ${token}`, caFile: undefined, credentialsFrom: 'the test' },
    { patience: patience({ limit: 20, signal }), timeout: 20, connections: 10, signal },
  );
}

export class Team {
  readonly files = temporaryFolder();
  readonly backups = temporaryFolder();
  readonly #grafana: Grafana;
  #folders: readonly Folder[] | undefined;

  constructor(grafana: Grafana) {
    this.#grafana = grafana;
  }

  /** Writes dashboards by their path without `.json`. */
  write(dashboards: Readonly<Record<string, object>>): void {
    source(dashboards, this.files);
  }

  /** Takes a file or a directory away. */
  remove(path: string): void {
    rmSync(join(this.files, path), { recursive: true });
  }

  /** What the configuration says of folders. */
  configure(...folders: readonly Folder[]): void {
    this.#folders = folders;
  }

  /** What a push would do, as JSON; status and diff say the same of it. */
  async plan(flags: Flags = {}) {
    const desired = await this.#desired(flags);
    const { facts } = this.#grafana;
    const made = await makePlan(desired, this.#grafana, options(flags));
    const plan = planShape.parse(JSON.parse(planJson(made, facts, nowhere)));
    const compared = await compareWith(desired.dashboards, this.#grafana);
    const diff = diffShape.parse(JSON.parse(diffJson(compared, facts, nowhere)));
    const isPlain = flags.force !== true && flags.adopt !== true;
    const plain = isPlain ? made : await makePlan(desired, this.#grafana, options({}));
    const status = statusShape.parse(JSON.parse(statusJson(plain, facts, nowhere)));
    const inStep = (state: string): boolean => state === 'in step' || state === 'managed';
    for (const [at, { action, uid, rewritten }] of plan.dashboards.entries()) {
      const state = status.dashboards[at]?.state ?? '';
      const told = { uid, action, state, diff: diff.dashboards[at]?.state };
      if (action === 'leave') {
        expect(told).toEqual({ ...told, state: 'in step', diff: rewritten === true ? 'different' : 'same' });
      } else {
        expect(inStep(state) && action !== 'managed', JSON.stringify(told)).toBe(false);
        if (action !== 'managed')
          expect(told).toEqual({ ...told, diff: action === 'create' ? 'missing' : 'different' });
      }
    }
    return plan;
  }

  /** Of each dashboard what a push would do and who is in the way; of each that the code no longer has too. */
  async verdicts(flags: Flags = {}): Promise<Readonly<Record<string, string>>> {
    const { dashboards, retired } = await this.plan(flags);
    const ours = dashboards.map(({ uid, action, conflict, edits = [], rewritten }) => {
      const word = conflict ?? (rewritten === true ? 'rewritten' : action);
      return [uid, [word, ...edits.map(({ by }) => by)].join(' ')];
    });
    const gone = retired.map(({ uid, action, reason }) => [
      uid,
      reason === undefined ? action : `${action}: ${reason}`,
    ]);
    return Object.fromEntries([...ours, ...gone]);
  }

  async push(flags: Flags = {}) {
    const desired = await this.#desired(flags);
    const plan = await makePlan(desired, this.#grafana, options(flags));
    refuseManyDeletions(plan, flags.yes === true);
    const applied = await apply(plan, this.#grafana, {
      commit: desired.commit,
      backup: new BackupFolder(this.backups),
      patience: patience({ limit: 20, signal }),
      concurrency: 10,
      signal,
    });
    const told = pushShape.parse(JSON.parse(appliedJson(applied, this.#grafana.facts, nowhere)));
    return { ...told, exit: exitOf(applied) };
  }

  #desired({ source: other }: Flags): Promise<Desired> {
    const given = this.#folders === undefined ? settings() : settings({ folders: this.#folders });
    return readDesired(other ?? this.files, given);
  }
}

function options({ force, adopt, prune, retiredFolders }: Flags): PlanOptions {
  return {
    force: force ?? false,
    adopt: adopt ?? false,
    prune: prune ?? false,
    retiredFolders: retiredFolders ?? [],
  };
}
