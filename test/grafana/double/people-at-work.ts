/** Some days of people at work in a Grafana, and what is to be seen of it; the same on the double and on a real one. */
import type { TestGrafana } from '../../support/test-grafana.ts';

export async function peopleAtWork(grafana: TestGrafana): Promise<unknown> {
  await grafana.reset();
  await grafana.addFolder({ uid: 'f', title: 'F' });
  await grafana.addFolder({ uid: 'g', title: 'G', parentUid: 'f' }, 'lee');
  await grafana.addDashboard({ uid: 'a', title: 'A', panels: [] }, { folderUid: 'f', message: 'pushed' });
  await grafana.edit('a', (dashboard) => ({ ...dashboard, title: 'B' }), 'pat');
  await grafana.moveDashboard('a', undefined, 'pat');
  await grafana.restore('a', 1, 'lee');
  await grafana.renameFolder('f', 'F again', 'lee');
  await grafana.moveFolder('g', undefined, 'pat');
  await grafana.addDashboard({ uid: 'b', title: 'B', panels: [] }, { folderUid: 'g' }, 'pat');
  await grafana.uiSave('b', (dashboard) => ({ ...dashboard, description: 'by hand' }), 'pat');
  await grafana.addDashboard({ uid: 'c', title: 'C' }, { folderUid: 'g' });
  await grafana.deleteDashboard('c', 'lee');
  const seen = {
    a: await grafana.dashboard('a'),
    b: await grafana.dashboard('b'),
    c: await grafana.dashboard('c'),
    f: await grafana.folder('f'),
    g: await grafana.folder('g'),
    historyOfA: await grafana.versionsOf('a'),
    historyOfB: await grafana.versionsOf('b'),
    historyOfC: await grafana.versionsOf('c'),
  };
  await grafana.deleteFolder('g', 'lee');
  const deleted = [await grafana.folder('g'), await grafana.dashboard('b')];
  await grafana.reset();
  return { seen, deleted, empty: [await grafana.folder('f'), await grafana.dashboard('a')] };
}
