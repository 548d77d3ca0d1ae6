/** Every panel that is committed is found in the sources, by its id alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { registry } from '../../dashboards/index.ts';
import { panelPlaces, type PlaceOf } from '../../src/grafana/where-defined.ts';
import { dashboardUid, panelId, rowKey, runbookKey } from '../../src/identity/ids.ts';
import { list, object, text, type Json } from '../../src/lint/read/json.ts';
import { checkout, put, temporaryFolder } from '../support/program.ts';

function lineAt(place: string | undefined): string {
  const [file = '', line] = (place ?? '').split(':');
  return readFileSync(join(checkout, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
}

describe('the committed dashboards', () => {
  let placeOf: PlaceOf;
  beforeAll(async () => {
    placeOf = await panelPlaces();
  });

  test.each(registry.map(({ file, folder }) => [file, folder]))('%s', (file, folder) => {
    const uid = dashboardUid(file.replace(/^dashboards\/|\.ts$/g, ''));
    const path = join(checkout, 'provisioning', 'grafana', 'dashboards', folder, `${uid}.json`);
    const dashboard = object(JSON.parse(readFileSync(path, 'utf8')));
    const panels = list(dashboard['panels']).map(object);
    const all: readonly Json[] = [...panels, ...panels.flatMap((panel) => list(panel['panels']).map(object))];
    expect(all.length).toBeGreaterThan(20);
    for (const panel of all) {
      const title = text(panel['title']);
      const place = placeOf(Number(panel['id']), file);
      expect(place, title).toBeDefined();
      if (panel['type'] === 'row') expect(lineAt(place)).toContain(`'${title}'`);
      else if (title.startsWith('Runbook: ')) expect(place).toBe(`docs/runbooks/${title.slice(9)}.md:1`);
      else expect(lineAt(place), title).toMatch(/^\s*key: '/);
    }
  });

  it.each([
    ['orders-per-second', 'dashboards/panels/orders.ts', `    key: 'orders-per-second',`],
    [runbookKey('SlowOrderProcessing'), 'docs/runbooks/SlowOrderProcessing.md', undefined],
    [rowKey('Vacuum'), 'dashboards/database.ts', undefined],
    [rowKey('Runbooks'), 'src/dashboard/finish.ts', undefined],
  ])('%s', (key, file, line) => {
    const place = placeOf(panelId(key));
    expect(place?.replace(/:\d+$/, '')).toBe(file);
    if (line !== undefined) expect(lineAt(place)).toBe(line);
  });

  it('a row that several dashboards have is found by the dashboard, and only by it', () => {
    const id = panelId(rowKey('Now'));
    expect(placeOf(id)).toBeUndefined();
    expect(placeOf(id, 'dashboards/orders.ts')).toMatch(/^dashboards\/orders\.ts:\d+$/);
    expect(placeOf(id, 'dashboards/database.ts')).toMatch(/^dashboards\/database\.ts:\d+$/);
  });

  it('a panel of somebody else has no place', () => {
    expect(placeOf(1)).toBeUndefined();
    expect(placeOf(panelId('no-such-panel'), 'dashboards/orders.ts')).toBeUndefined();
  });
});

describe('a project', () => {
  async function project(files: Readonly<Record<string, string>>): Promise<PlaceOf> {
    const root = temporaryFolder();
    for (const [file, content] of Object.entries(files)) put(join(root, file), content);
    return panelPlaces(root);
  }

  it('without sources knows no place', async () => {
    expect((await project({}))(panelId('a'))).toBeUndefined();
    expect((await panelPlaces('/nowhere'))(panelId('a'))).toBeUndefined();
  });

  it.each([
    ['a line with key: before a mention', { 'dashboards/a.ts': `link('k')\n  key: 'k',` }, 'dashboards/a.ts:2'],
    ['dashboards/ before src/', { 'src/a.ts': `key: 'k'`, 'dashboards/z.ts': `f('k')` }, 'dashboards/z.ts:1'],
    ['a helper that takes the key', { 'src/a.ts': `f("k")` }, 'src/a.ts:1'],
    ['behind an apostrophe', { 'dashboards/a.ts': `/* don't */ key: 'k'` }, 'dashboards/a.ts:1'],
    ['a mention in another file', { 'dashboards/a.ts': `f('k')`, 'dashboards/b.ts': `key: 'k'` }, 'dashboards/b.ts:1'],
    ['two definitions', { 'dashboards/a.ts': `key: 'k'`, 'dashboards/b.ts': `key: 'k'` }, undefined],
    ['no TypeScript', { 'dashboards/a.md': `key: 'k'` }, undefined],
  ])('%s', async (_, files, place) => {
    expect((await project(files))(panelId('k'))).toBe(place);
  });

  it.each([
    ['one gap', '${name}-rate', 'orders-rate'],
    ['one gap at the end', 'rate-of-${name.kind}', 'rate-of-orders'],
    ['two gaps', '${name}-${other}-rate', 'orders-failed-rate'],
    ['a number', 'panel-${index + 1}', 'panel-7'],
  ])('a key of a template with %s', async (_, template, key) => {
    const source = `const names = ['orders', 'failed'];\nreturn { \n  key: \`${template}\`,`;
    const placeOf = await project({ 'dashboards/panels/a.ts': source });
    expect(placeOf(panelId(key))).toBe('dashboards/panels/a.ts:3');
    expect(placeOf(panelId('something-else'))).toBeUndefined();
  });

  it('a row with an apostrophe in its title', async () => {
    const placeOf = await project({
      'dashboards/a.ts': String.raw`f('a'); row('It\'s late', {`,
      'src/b.ts': `f("It's late")`,
    });
    expect(placeOf(panelId(rowKey("It's late")))).toBe('dashboards/a.ts:1');
  });

  it('of two panels with one key, that of a file which the dashboard imports', async () => {
    const placeOf = await project({
      'dashboards/a.ts': `import * as panels from './panels/a.ts';`,
      'dashboards/b.ts': `import { k } from './panels/b.ts';`,
      'dashboards/panels/a.ts': `key: 'k'`,
      'dashboards/panels/b.ts': `\nkey: 'k'`,
    });
    expect(placeOf(panelId('k'), 'dashboards/a.ts')).toBe('dashboards/panels/a.ts:1');
    expect(placeOf(panelId('k'), 'dashboards/b.ts')).toBe('dashboards/panels/b.ts:2');
    expect(placeOf(panelId('k'), 'dashboards/c.ts')).toBeUndefined();
  });
});
