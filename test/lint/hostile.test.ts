/** Whatever JSON stands in a file, reading and judging it throws nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/lint/read/json.ts';
import { dashboard, findingsIn, panel, panelOf } from './support.ts';

/** Keys that are looked at, so that wrong types come where they matter. */
const keys = [
  'uid',
  'title',
  'tags',
  'links',
  'panels',
  'rows',
  'templating',
  'annotations',
  'list',
  'name',
  'type',
  'query',

  'targets',
  'expr',
  'refId',
  'legendFormat',
  'datasource',
  'fieldConfig',
  'defaults',
  'overrides',
  'matcher',
  'id',

  'options',
  'properties',
  'value',
  'mode',
  'fixedColor',
  'thresholds',
  'steps',
  'mappings',
  'url',
  'repeat',
  'unit',
  'transformations',
  'reduceOptions',
  'internal',
  '__inputs',
  'regex',
  'description',
  '__proto__',
  'constructor',
];
const words = fc.constantFrom(
  'row',
  'query',
  'datasource',
  'prometheus',
  'byName',
  'color',
  'links',
  'fixed',
  '$x',
  '${x',
  '[[x]]',
  'up{',
  '%',
  '',

  'label_values(up{a="$b"}, c)',
  '/d/x?viewPanel=1&var-%',
  '{{job}}',
  'timeseries',
  'dashboards',
  'sum by (le) (rate(up[5m]))',
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'large', withCrossShrink: true },
    words,
    fc.constantFrom(null, true, 0, -1, 1e300, Number.MAX_SAFE_INTEGER),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8 }),
  ),
}));
const object: fc.Arbitrary<Json> = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 10 });

test('arbitrary JSON', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 3 }), (dashboards) => {
      findingsIn(dashboards);
    }),
    { numRuns: 500 },
  );
});

test('a dashboard with a part exchanged for anything', () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys), value, fc.constantFrom(...keys), value, (key, changed, inner, other) => {
      const good = panel();
      findingsIn([dashboard({ [key]: changed }), dashboard({ panels: [{ ...good, [key]: changed, [inner]: other }] })]);
      findingsIn([dashboard({ panels: [panel({ fieldConfig: { [key]: changed, [inner]: other } })] })]);
      findingsIn([dashboard({ templating: { list: [{ name: 'x', type: 'query', [key]: changed }] } })]);
    }),
    { numRuns: 200 },
  );
});

test('what is nested deeply', () => {
  let deep: unknown = '$lost';
  for (let depth = 0; depth < 100_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { panels: deep };
  findingsIn([dashboard({ [`x`]: deep }), dashboard({ panels: [panel({ targets: [{ expr: 'up', x: deep }] })] })]);
  const brackets = `${'('.repeat(100_000)}up${')'.repeat(100_000)}`;
  const sums = `${'sum('.repeat(20_000)}up${')'.repeat(20_000)}`;
  expect(findingsIn([dashboard({ panels: [panelOf(brackets, sums, `${'-'.repeat(50_000)}up`)] })])).toBeDefined();
});
