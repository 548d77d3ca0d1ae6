/** Whatever the JSON is, rules throw nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/lint/read/json.ts';
import { findingsIn, panel, standardVariables } from './support.ts';

const odd = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    '',
    '$',
    '$datasource',
    '[[',
    '${',
    'rate(',
    'x_total',
    {},
    [],
    [[]],
    [{}],
    [null],
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

function changed(base: Json, keys: readonly string[]) {
  return fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 4 }).map((changes): Json => ({ ...base, ...changes }));
}

const target = changed({ refId: 'A', expr: 'up' }, ['refId', 'expr', 'datasource', 'panelId', 'legendFormat']);
const aPanel = fc
  .tuple(
    changed(panel(), [
      'id',
      'type',
      'title',
      'description',
      'datasource',
      'fieldConfig',
      'targets',
      'options',
      'panels',
    ]),
    fc.option(fc.array(target, { maxLength: 3 }), { nil: undefined }),
  )
  .map(([json, targets]): Json => (targets === undefined ? json : { ...json, targets }));
const aVariable = fc
  .constantFrom(...standardVariables)
  .chain((base) => changed(base, ['name', 'type', 'label', 'query', 'refresh', 'multi', 'allValue', 'datasource']));

test('odd values are read as empty', () => {
  const aDashboard = fc.record({
    panels: fc.oneof(odd, fc.array(aPanel, { maxLength: 3 })),
    templating: fc.oneof(odd, fc.record({ list: fc.array(aVariable, { maxLength: 4 }) })),
    editable: odd,
    rows: odd,
    annotations: odd,
  });
  fc.assert(
    fc.property(aDashboard, (json) => {
      for (const { problem, next } of findingsIn([json])) {
        expect(problem).toMatch(/\S/);
        expect(next).toMatch(/\S.*\.$/s);
      }
    }),
  );
});
