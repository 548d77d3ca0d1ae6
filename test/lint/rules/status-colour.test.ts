import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, panel } from '../support.ts';

function coloured(
  id: number,
  colours: readonly (readonly [string, string])[],
  legend = '{{status}}',
  matcher = 'byName',
): Json {
  return panel({
    id,
    title: `Panel ${id}`,
    targets: [{ refId: 'A', expr: 'up', legendFormat: legend }],
    fieldConfig: {
      overrides: colours.map(([options, fixedColor]) => ({
        matcher: { id: matcher, options },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor } }],
      })),
    },
  });
}

function odd(...panels: readonly Json[]) {
  return foundBy('status-colour', dashboard({ panels })).map((finding) => [finding.panel?.id, finding.problem]);
}

test('the majority is right', () => {
  expect(
    odd(coloured(1, [['failed', 'orange']]), coloured(2, [['failed', 'red']]), coloured(3, [['failed', 'red']])),
  ).toEqual([
    [1, 'status "failed" is orange here and red in "Panel 2" of "Orders" and 1 more, so that a glance misleads'],
  ]);
});

test('else the first', () => {
  expect(odd(coloured(1, [['failed', 'orange']]), coloured(2, [['failed', 'red']]))).toEqual([
    [2, 'status "failed" is red here and orange in "Panel 1" of "Orders", so that a glance misleads'],
  ]);
});

test('across dashboards', () => {
  const [one, two] = ['orange', 'red'].map((colour, index) =>
    dashboard({ uid: `u${index}`, title: `D${index}`, panels: [coloured(1, [['failed', colour]])] }),
  );
  expect(foundBy('status-colour', one ?? {}, two ?? {}).map(({ file }) => file)).toEqual(['dashboard-2.json']);
});

test.each<[string, Json, Json]>([
  ['the same in capitals', coloured(1, [['failed', '#FF0000']]), coloured(2, [['failed', '#ff0000']])],
  ['another value', coloured(1, [['failed', 'red']]), coloured(2, [['done', 'green']])],
  ['another label', coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'green']], '{{state}}')],
  ['no label alone', coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'green']], 'of {{status}}')],
  [
    'the later override wins',
    coloured(1, [['failed', 'red']]),
    coloured(2, [
      ['failed', 'blue'],
      ['failed', 'red'],
    ]),
  ],
  ['no colour', coloured(1, [['failed', '']]), coloured(2, [['failed', 'red']])],
])('fine: %s', (_, first, second) => {
  expect(odd(first, second)).toEqual([]);
});

test.each(['failed', ' failed '])('the legend "%s" is an order status', (legend) => {
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'blue']], legend))).toEqual([
    [2, 'status "failed" is blue here and red in "Panel 1" of "Orders", so that a glance misleads'],
  ]);
  expect(odd(coloured(1, [['failed', 'red']], legend), coloured(2, [['failed', 'blue']], legend))).toHaveLength(1);
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'red']], legend))).toEqual([]);
});

test('so is what some panel colours as one', () => {
  expect(odd(coloured(1, [['refunded', 'red']], 'refunded'), coloured(2, [['refunded', 'blue']]))).toHaveLength(1);
  expect(odd(coloured(1, [['refunded', 'red']], 'refunded'), coloured(2, [['refunded', 'blue']], 'refunded'))).toEqual(
    [],
  );
});

test('other plain legends have the colours that suit their panels', () => {
  expect(odd(coloured(1, [['total', 'red']], 'total'), coloured(2, [['total', 'blue']], 'total'))).toEqual([]);
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'blue']], 'failed orders'))).toEqual([]);
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'blue']], ''))).toEqual([]);
});

test.each(['/^failed$/', '/failed/', 'failed', 'x|failed', '/^(x|failed)$/'])('%s names it too', (pattern) => {
  const [status, plain] = ['{{status}}', 'failed'].map((legend) =>
    coloured(2, [[pattern, 'blue']], legend, 'byRegexp'),
  );
  for (const other of [status, plain]) expect(odd(coloured(1, [['failed', 'red']]), other ?? {})).toHaveLength(1);
});

test('overrides by type name nothing', () => {
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [['failed', 'blue']], 'failed', 'byType'))).toEqual([]);
});

test.each(['/fail.*/', '/^f/', '.*', '/[failed]/', ''])('what %s names is not known', (pattern) => {
  expect(odd(coloured(1, [['failed', 'red']]), coloured(2, [[pattern, 'blue']], 'failed', 'byRegexp'))).toEqual([]);
});
