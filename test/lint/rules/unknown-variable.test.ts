import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, panel, panelOf, standardVariables, variable } from '../support.ts';

function problems(changes: Json): readonly string[] {
  return foundBy('unknown-variable', dashboard(changes)).map(({ problem }) => problem);
}

const link = { title: 'Logs', url: '/explore?x=$lost' };
const typed = (type: string) => ({ type, uid: 'x' });

test('an input with a hyphen, which is filled in when the dashboard is imported, is none', () => {
  const source = { type: 'prometheus', uid: '${DS_GDEV-PROMETHEUS}' };
  const json = dashboard({
    __inputs: [{ name: 'DS_GDEV-PROMETHEUS', type: 'datasource' }],
    panels: [panel({ datasource: source, title: '${half-open} of ${x' })],
  });
  expect(foundBy('unknown-variable', json).map(({ problem }) => problem)).toEqual([
    'the title refers to the variable $x, which the dashboard does not define, so that Grafana leaves the text as it is',
  ]);
});

describe('found', () => {
  test('with what it may mean', () => {
    expect(foundBy('unknown-variable', dashboard({ panels: [panelOf('up{job=~"$jbo"}', 'up{job=~"$jbo"}')] }))).toEqual(
      [
        {
          rule: 'unknown-variable',
          file: 'dashboard-1.json',
          uid: 'orders-test',
          dashboard: 'Orders',
          panel: { id: 1, title: 'Order rate' },
          problem:
            'query A, query B refers to the variable $jbo, which the dashboard does not define, so that Grafana leaves the text as it is',
          next: 'write $job, or define jbo.',
        },
      ],
    );
  });

  test.each<[string, Json, string]>([
    ['$x', panelOf('up{a="$lost"}'), 'query A'],
    ['${x}', panelOf('up{a="${lost}"}'), 'query A'],
    ['${x:fmt}', panelOf('up{a=~"${lost:regex}"}'), 'query A'],
    ['${x.field}', panelOf('up{a=~"${lost.text}"}'), 'query A'],
    ['[[x]]', panelOf('up{a=~"[[lost]]"}'), 'query A'],
    ['[[x:fmt]]', panelOf('up{a=~"[[lost:csv]]"}'), 'query A'],
    ['one that is never closed', panelOf('up{a=~"${lost"}'), 'query A'],
    ['a window', panelOf('rate(up[$lost])'), 'query A'],
    ['a legend', panel({ targets: [{ refId: 'C', expr: 'up', legendFormat: '$lost' }] }), 'query C'],
    ['a query of SQL', panel({ targets: [{ refId: 'A', rawSql: 'x $lost', datasource: typed('mysql') }] }), 'query A'],
    ['a title', panel({ title: 'Of $lost' }), 'the title'],
    ['a repetition', panel({ repeat: 'lost' }), 'the repetition'],
    ['a data source', panel({ datasource: { type: 'prometheus', uid: '${lost}' } }), 'the data source'],
    ['one by name', panel({ datasource: '$lost' }), 'the data source'],
    [
      'that of a query',
      panel({ targets: [{ refId: 'A', datasource: { uid: '$lost' } }] }),
      'the data source of query A',
    ],
    ['a link', panel({ links: [link] }), 'the link "Logs"'],
    ['a link of data', panel({ fieldConfig: { defaults: { links: [link] } } }), 'the link "Logs"'],
    [
      'a link of an override',
      panel({ fieldConfig: { overrides: [{ properties: [{ id: 'links', value: [link] }] }] } }),
      'the link "Logs"',
    ],
  ])('in a panel: %s', (_, found, where) => {
    expect(problems({ panels: [found] })).toEqual([expect.stringContaining(`${where} refers to the variable $lost,`)]);
  });

  test.each<[string, Json, string]>([
    ['a row', { panels: [{ type: 'row', title: 'Of $lost', panels: [] }] }, 'row "Of $lost"'],
    ['a repeated row', { panels: [{ type: 'row', title: 'R', repeat: 'lost' }] }, 'row "R"'],
    ['a row of old', { rows: [{ title: 'R', repeat: 'lost', panels: [] }] }, 'row "R"'],
    [
      'a variable',
      { templating: { list: [...standardVariables, variable('x', { query: 'label_values(up{a="$lost"}, b)' })] } },
      'the variable x',
    ],
    [
      'its filter',
      { templating: { list: [...standardVariables, variable('x', { regex: '/$lost-.*/' })] } },
      'the variable x',
    ],
    [
      'its data source',
      {
        templating: {
          list: [...standardVariables, variable('x', { datasource: { type: 'prometheus', uid: '$lost' } })],
        },
      },
      'the variable x',
    ],
    ['an annotation', { annotations: { list: [{ name: 'D', expr: 'up{a="$lost"}' }] } }, 'the annotation "D"'],
    ['a link', { links: [link] }, 'the link "Logs"'],
  ])('in the dashboard: %s', (_, changes, where) => {
    expect(problems(changes)).toEqual([expect.stringContaining(`${where} refers to the variable $lost,`)]);
  });

  test('in a closed row', () => {
    expect(problems({ panels: [{ type: 'row', title: 'R', panels: [panelOf('up{a="$lost"}')] }] })).toHaveLength(1);
  });
});

test.each<[string, Json]>([
  ['a good panel', panel()],
  ["Grafana's own", panelOf('rate(up[$__rate_interval]) + $__interval_ms + ${__from:date}')],
  ['a group of a regular expression', panelOf('label_replace(up, "a", "$1${2}", "b", "(.)(.)")')],
  ['a named one', panelOf('label_replace(up, "a", "$name", "b", "(?P<name>.*)")')],
  ['a class of characters', panelOf('up{a=~"[[:alpha:]]+$"}')],
  ['a description', panel({ description: 'Run `echo $HOME`.' })],
  ['a text panel', { type: 'text', id: 3, title: 'Runbook', options: { content: 'kill $PID; echo ${HOME}' } }],
  ['code of a plugin', panel({ options: { script: 'return `${value}`;' } })],
  [
    'a language with names of its own',
    panel({ targets: [{ refId: 'A', query: '{"$match": 1}', datasource: typed('mongodb') }] }),
  ],
  [
    'a template of Loki',
    panel({ targets: [{ refId: 'A', expr: '{a="b"} | line_format "{{ $x := 1 }}"', datasource: typed('loki') }] }),
  ],
  ['data and series', panel({ links: [{ title: 'L', url: '/explore?a=${__series.name}&b=${__field.labels.job}' }] })],
  ['no repetition', panel({ repeat: '' })],
])('fine: %s', (_, found) => {
  expect(problems({ panels: [found] })).toEqual([]);
});

test('fine: what is asked for at the import, and the value of a constant', () => {
  expect(
    problems({
      __inputs: [{ name: 'DS_PROM' }],
      panels: [panel({ datasource: '${DS_PROM}' }), panel({ repeat: 'DS_PROM' })],
    }),
  ).toEqual([]);
  expect(
    problems({
      templating: { list: [...standardVariables, variable('c', { type: 'constant', query: 'echo $HOME' })] },
    }),
  ).toEqual([]);
});
