import { expect, test } from 'vitest';
import { dashboard, foundBy, panel } from '../support.ts';

function problems(changes: object) {
  return foundBy('panel-description', dashboard({ panels: [panel({ ...changes })] })).map(({ problem }) => problem);
}

test.each(['heatmap', 'bargauge', 'piechart', 'state-timeline', 'logs'])(
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

test.each(['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'])(
  '%s is left to panel-title-description',
  (type) => {
    expect(problems({ type, title: '', description: '' })).toEqual([]);
  },
);

test.each(['text', 'row', undefined])('%s needs neither', (type) => {
  expect(problems({ type, title: '', description: '' })).toEqual([]);
});
