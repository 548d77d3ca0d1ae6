/** What people do through the double's people is in its state as their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrafanaDouble, type GrafanaDouble } from '../../support/grafana-double/index.ts';

describe('people who use the double', () => {
  let grafana: GrafanaDouble;
  beforeAll(async () => {
    grafana = await startGrafanaDouble();
  });
  afterAll(() => grafana.stop());

  it('edit, move, restore and rename under their own names', async () => {
    await grafana.reset();
    await grafana.addFolder({ uid: 'f', title: 'F' });
    await grafana.addDashboard({ uid: 'a', title: 'A', panels: [] }, { folderUid: 'f', message: 'pushed' });
    await grafana.edit('a', (dashboard) => ({ ...dashboard, title: 'B' }), 'pat');
    await grafana.moveDashboard('a', undefined, 'pat');
    await grafana.restore('a', 1, 'lee');
    await grafana.renameFolder('f', 'G', 'lee');
    expect(await grafana.dashboard('a')).toEqual({
      content: { uid: 'a', title: 'A', panels: [] },
      version: 4,
      folderUid: undefined,
    });
    const history = await grafana.versionsOf('a');
    expect(history.map(({ version, message, createdBy }) => [version, message, createdBy])).toEqual([
      [4, 'Restored from version 1', 'lee'],
      [3, '', 'pat'],
      [2, '', 'pat'],
      [1, 'pushed', 'admin'],
    ]);
    expect(await grafana.folder('f')).toMatchObject({ title: 'G', version: 2, updatedBy: 'lee' });
    expect(grafana.requests).toEqual([]);
  });
});
