import { expect, test } from 'vitest';
import { dashboard, foundBy, panel } from '../support.ts';

const numberPanels = ['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'];
const rules = ['panel-title-description', 'panel-description'] as const;

function problems(rule: (typeof rules)[number], changes: object) {
  return foundBy(rule, dashboard({ panels: [panel({ ...changes })] })).map(({ problem }) => problem);
}

test.each([...numberPanels.map((type) => [type, ...rules] as const), ['heatmap', rules[1], rules[0]] as const])(
  'on %s, %s finds what is missing',
  (type, rule, other) => {
    expect(problems(rule, { type })).toEqual([]);
    expect(problems(rule, { type, title: '' })).toEqual(['it has no title, so a viewer has to guess what it shows']);
    expect(problems(rule, { type, description: undefined })).toEqual([
      'it has no description, so a viewer has to guess what it shows',
    ]);
    expect(problems(rule, { type, title: ' ', description: 7 })).toEqual([
      'it has no title and no description, so a viewer has to guess what it shows',
    ]);
    expect(problems(other, { type, title: '', description: '' })).toEqual([]);
  },
);

test.each(['bargauge', 'piechart', 'state-timeline', 'logs'])('%s needs both', (type) => {
  expect(problems('panel-description', { type, title: '', description: '' })).toHaveLength(1);
});

test.each(['text', 'row', undefined])('%s needs neither', (type) => {
  expect(problems('panel-description', { type, title: '', description: '' })).toEqual([]);
});

test('panels in a closed row are judged', () => {
  const row = { type: 'row', collapsed: true, panels: [panel({ title: '' })] };
  expect(foundBy('panel-title-description', dashboard({ panels: [row] }))).toHaveLength(1);
});
