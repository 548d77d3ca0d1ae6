/** What people do through the double's people is in its state as their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrafanaDouble, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { peopleAtWork } from './people-at-work.ts';

describe('people who use the double', () => {
  let grafana: GrafanaDouble;
  beforeAll(async () => {
    grafana = await startGrafanaDouble();
  });
  afterAll(() => grafana.stop());

  it('edit, move, restore, rename and delete under their own names, and are not counted', async () => {
    expect(await peopleAtWork(grafana)).toMatchObject({
      seen: {
        a: { content: { uid: 'a', title: 'A', panels: [] }, version: 4, folderUid: undefined },
        b: { content: { description: 'by hand', editable: true, schemaVersion: 41 }, version: 2, folderUid: 'g' },
        c: undefined,
        f: { title: 'F again', version: 2, updatedBy: 'lee' },
        g: { title: 'G', version: 3, updatedBy: 'pat', parentUid: undefined },
        historyOfA: [
          { version: 4, message: 'Restored from version 1', createdBy: 'lee' },
          { version: 3, message: '', createdBy: 'pat' },
          { version: 2, message: '', createdBy: 'pat' },
          { version: 1, message: 'pushed', createdBy: 'admin' },
        ],
        historyOfC: [],
      },
      deleted: [undefined, undefined],
      empty: [undefined, undefined],
    });
    expect(grafana.requests).toEqual([]);
  });
});
