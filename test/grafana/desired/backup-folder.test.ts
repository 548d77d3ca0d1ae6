/** A backup that is pushed back says of its folder what was true then: nothing is renamed, moved or deleted for it. */
import { expect, it } from 'vitest';
import type { DesiredFolder } from '../../../src/grafana/desired.ts';
import type { ListedFolder } from '../../../src/grafana/grafana.ts';
import { foldersThatDiffer, planFolders } from '../../../src/grafana/plan-folders.ts';
import { ownFolders } from '../../../src/grafana/retired.ts';

const folder: DesiredFolder = { uid: 'f', title: 'Then', parentUid: undefined, from: 'x.json', onlyIfMissing: true };
const now: ListedFolder = { uid: 'f', title: 'Now', parentUid: 'outer' };
const outer: ListedFolder = { uid: 'outer', title: 'Outer', parentUid: undefined };

function steps(folders: readonly ListedFolder[]) {
  const question = {
    desired: [folder],
    listings: { folders, dashboards: [] },
    stored: new Map(),
    login: 'me',
    force: true,
  };
  return planFolders(question).map(({ kind }) => kind);
}

it('its folder is left as it is, whoever asks', () => {
  expect(foldersThatDiffer([folder], { folders: [outer, now] })).toEqual([]);
  expect(steps([outer, now])).toEqual(['leave']);
});

it('its folder is made where it is missing', () => {
  expect(steps([outer])).toEqual(['create']);
});

it('nothing else in its folder counts as retired', () => {
  const listings = { folders: [outer, now] };
  expect([...ownFolders({ folders: [folder] }, listings, { retiredFolders: [] })]).toEqual([]);
  expect([...ownFolders({ folders: [folder] }, listings, { retiredFolders: ['f'] })]).toEqual(['f']);
});
