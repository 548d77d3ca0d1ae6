/** What is pulled where some of it may not be seen. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePlan } from '../../src/grafana/make-plan.ts';
import { PullFolder } from '../../src/grafana/pull-folder.ts';
import { pullAny, pullOwn } from '../../src/grafana/pull.ts';
import { InMemoryGrafana } from './plan/in-memory.ts';
import { desired, desiredDashboard, noOptions, pushed } from './plan/support.ts';

it('what may not be seen is told, and the rest is written', async () => {
  const grafana = new InMemoryGrafana({ listsWhole: false });
  const wanted = desired([desiredDashboard('seen'), desiredDashboard('unseen')]);
  for (const dashboard of wanted.dashboards) pushed(grafana, dashboard);
  grafana.hidden.add('unseen');
  const folder = mkdtempSync(join(process.env['DASHBOARDS_TEST_ROOT'] ?? tmpdir(), 'pulled-'));
  const source = { grafana, out: await PullFolder.open(folder), folders: new Map(), concurrency: 10 };
  const { dashboards: steps } = await makePlan(wanted, grafana, noOptions);
  const expected = [
    { uid: 'seen', result: { kind: 'pulled' } },
    { uid: 'unseen', result: { kind: 'hidden' } },
  ];
  expect(await pullOwn(steps, source)).toMatchObject(expected);
  expect(await pullAny(undefined, wanted.dashboards, source)).toMatchObject(expected);
});
