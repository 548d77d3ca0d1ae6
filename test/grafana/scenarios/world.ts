/** What all scenarios share: one server for all of them, a new team for each. */
import type { Json } from '../../../src/lint/read/json.ts';
import type { Grafana } from '../../../src/grafana/grafana.ts';
import { small } from '../../support/grafana-program.ts';
import type { GrafanaDouble } from '../../support/grafana-double/index.ts';
import type { Change, TestGrafana } from '../../support/test-grafana.ts';
import { signedIn, Team } from './team.ts';

export class World {
  readonly grafana: TestGrafana;
  /** The same, where it is the double: that one also says what was asked. */
  readonly double: GrafanaDouble | undefined;
  /** The uid of a dashboard that a file of the server keeps, where it has one. */
  readonly provisioned: string;
  readonly #admin: Grafana;

  private constructor(grafana: TestGrafana, admin: Grafana, more: Pick<World, 'double' | 'provisioned'>) {
    this.grafana = grafana;
    this.#admin = admin;
    this.double = more.double;
    this.provisioned = more.provisioned;
  }

  static async of(grafana: TestGrafana, more: Pick<World, 'double' | 'provisioned'>): Promise<World> {
    // An Editor's permissions for folders are kept for a while, so who sees what others make a moment ago is an admin.
    return new World(grafana, await signedIn(grafana.url, await grafana.token('Admin')), more);
  }

  /** A team that may do everything, or the one of this token. */
  async team(token?: string): Promise<Team> {
    return new Team(token === undefined ? this.#admin : await signedIn(this.grafana.url, token));
  }

  uid(name: string): string {
    return this.grafana.uid(name);
  }

  /** A small dashboard of ours. */
  board(name: string, more: object = {}): Json & { readonly uid: string } {
    return { ...small(this.uid(name)), title: name, ...more };
  }

  /** The version numbers of all dashboards and folders of these names, and how often the double was written to. */
  async versions(...names: readonly string[]): Promise<unknown> {
    const seen = names.map(async (name) => [
      (await this.grafana.dashboard(this.uid(name)))?.version,
      (await this.grafana.folder(this.uid(name)))?.version,
    ]);
    return [await Promise.all(seen), this.double?.writes().length];
  }
}

/** Sets properties. */
export function set(more: object): Change {
  return (dashboard) => ({ ...dashboard, ...more });
}
