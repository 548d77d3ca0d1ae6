import { expect, test } from 'vitest';
import { chosen, dashboard, foundBy, goodQuery, panelOf, problemsOfQuery } from '../support.ts';

test.each([goodQuery, 'vector(1)', "up{instance=~'$instance'}"])('%s is fine', (query) => {
  expect(problemsOfQuery('target-instance', query)).toEqual([]);
});

test.each([
  ['up{job=~"$job"}', 'up{job=~"$job"}'],
  ['up{instance="$instance"}', 'up{instance="$instance"}'],
  ['up{instance=~"${instance}"}', 'up{instance=~"${instance}"}'],
  [`up{${chosen}} or up offset 1d`, 'up offset 1d'],
  ['rate(up[5m] @ end())', 'up @ end()'],
  ['sum by ($group) (up)', 'up'],
])('%s is not', (query, series) => {
  expect(problemsOfQuery('target-instance', query)).toEqual([
    `${series} is not narrowed by the viewer's choice of instance`,
  ]);
});

test('the advice is the text to add', () => {
  expect(foundBy('target-instance', dashboard({ panels: [panelOf('up')] }))[0]?.next).toBe(
    'add instance=~"$instance" to it.',
  );
});
