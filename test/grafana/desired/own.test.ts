/** What the project says that a Grafana should have, and what its generated files say, are the same. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { registry } from '../../../dashboards/index.ts';
import type { Folder } from '../../../src/config/settings.ts';
import { resolveSettings } from '../../../src/config/resolve.ts';
import { commitOf } from '../../../src/grafana/desired/commit.ts';
import { readDesired } from '../../../src/grafana/desired/folder.ts';
import { ownDesired } from '../../../src/grafana/desired/own.ts';
import { git } from '../../support/git.ts';
import { checkout } from '../../support/program.ts';
import { settings } from '../../support/settings.ts';

it('folders that others are in come before them, also without a dashboard', async () => {
  const folders: readonly Folder[] = [
    { directory: 'order-processing', title: 'Orders', uid: 'o', parent: 'p', definedAt: 'c.yaml:2' },
    { directory: 'platform', title: 'Platform', uid: 'p', parent: 'foreign', definedAt: 'c.yaml:3' },
  ];
  const { folders: found, dashboards } = await ownDesired(registry.slice(0, 1), settings({ folders }));
  expect(found).toEqual([
    { uid: 'p', title: 'Platform', parentUid: 'foreign', from: 'c.yaml:3' },
    { uid: 'o', title: 'Orders', parentUid: 'p', from: 'c.yaml:2' },
  ]);
  expect(dashboards).toMatchObject([{ folderUid: 'o', title: 'Orders', file: 'dashboards/orders.ts' }]);
});

it('the registry and the files of the build come to the same folders and dashboards', async () => {
  const resolved = await resolveSettings(checkout);
  const own = await ownDesired(registry, resolved);
  const built = await readDesired(join(checkout, 'provisioning', 'grafana', 'dashboards'), resolved);
  const byUid = <T extends { readonly uid: string }>(items: readonly T[]) =>
    items.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
  const bare = ({ file: _, ...rest }: (typeof own.dashboards)[number]) => rest;
  expect(own.dashboards.map(({ file }) => file)).toEqual(registry.map(({ file }) => file));
  expect(byUid(built.dashboards).map(bare)).toEqual(byUid(own.dashboards).map(bare));
  expect(built.folders).toEqual(own.folders);
  expect([...own.unusable, ...built.unusable]).toEqual([]);
  expect(own.commit).toBe(await commitOf(checkout));
});

it('what the code said before is what the generated files said', async (context) => {
  const { dashboards, commit, saidSince } = await ownDesired(registry.slice(0, 1), await resolveSettings(checkout));
  const [dashboard] = dashboards;
  if (commit === undefined || dashboard === undefined) return context.skip();
  const said = await saidSince?.(dashboard, undefined);
  const path = `provisioning/grafana/dashboards/order-processing/${dashboard.uid}.json`;
  const committed: unknown = JSON.parse(git(checkout, 'show', `HEAD:./${path}`));
  expect(said?.later[0]?.content).toEqual(committed);
});
