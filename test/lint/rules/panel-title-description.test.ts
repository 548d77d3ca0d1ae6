import { expect, test } from 'vitest';
import { dashboard, foundBy, panel } from '../support.ts';

function problems(changes: object) {
  return foundBy('panel-title-description', dashboard({ panels: [panel({ ...changes })] })).map(
    ({ problem }) => problem,
  );
}

test.each(['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'])(
  'on %s, title and description are needed',
  (type) => {
    expect(problems({ type })).toEqual([]);
    expect(problems({ type, title: '' })).toEqual(['it has no title, so a viewer has to guess what it shows']);
    expect(problems({ type, description: undefined })).toEqual([
      'it has no description, so a viewer has to guess what it shows',
    ]);
    expect(problems({ type, title: ' ', description: 7 })).toEqual([
      'it has no title and no description, so a viewer has to guess what it shows',
    ]);
  },
);

test.each(['heatmap', 'bargauge', 'text', 'row', undefined])('%s is left to another rule', (type) => {
  expect(problems({ type, title: '', description: '' })).toEqual([]);
});

test('panels in a closed row are judged', () => {
  const row = { type: 'row', collapsed: true, panels: [panel({ title: '' })] };
  expect(foundBy('panel-title-description', dashboard({ panels: [row] }))).toHaveLength(1);
});
