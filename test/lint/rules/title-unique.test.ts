import { expect, test } from 'vitest';
import { catalogue } from '../../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../../src/metrics/temporal-profiles.ts';
import { Linter } from '../../../src/lint/linter.ts';
import { readDashboard } from '../../../src/lint/read/dashboard.ts';
import { PromqlReader } from '../../../src/lint/read/promql.ts';
import { dashboard } from '../support.ts';

function problems(...places: readonly (readonly [folder: string, title: string])[]): readonly string[] {
  const reader = new PromqlReader(catalogue(temporalProfiles['go-tally']));
  const linter = new Linter();
  places.forEach(([folder, title], index) => {
    linter.add(readDashboard(dashboard({ uid: `u${index}`, title }), { file: `${index}.json`, folder }, reader));
  });
  return linter.finish().flatMap(({ rule, file, problem }) => (rule === 'title-unique' ? [`${file}: ${problem}`] : []));
}

test.each([
  [
    [
      ['a', 'Orders'],
      ['b', 'Orders'],
    ],
  ],
  [
    [
      ['a', 'Orders'],
      ['a', 'orders'],
    ],
  ],
  [
    [
      ['a', ''],
      ['a', ''],
    ],
  ],
  [
    [
      ['a', 'b'],
      ['ab', ''],
    ],
  ],
] as const)('%j is fine', (places) => {
  expect(problems(...places)).toEqual([]);
});

test('the second of a folder names the file of the first', () => {
  expect(problems(['a', 'Orders'], ['b', 'Orders'], ['a', 'Orders'])).toEqual([
    '2.json: 0.json in the same folder has the title "Orders" too, so that nobody can tell them apart and Grafana stops bringing the folder up to date',
  ]);
});
