/** What a person's save in the double makes of a dashboard is what a person's save in a real Grafana made of it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isSame } from '../../../src/compare/difference.ts';
import { compare } from '../../../src/compare/compare.ts';
import { object, type Json } from '../../../src/lint/read/json.ts';
import { asSavedInUi } from '../../support/ui-save.ts';

const recorded = (name: string): Json =>
  object(JSON.parse(readFileSync(new URL(`../../fixtures/ui-save/${name}.json`, import.meta.url), 'utf8')));

it('saves as the recorded Grafana did', () => {
  const saved = asSavedInUi({ ...recorded('pushed'), description: 'edited by a person' });
  const { id: _, version: __, ...expected } = recorded('saved-in-ui');
  const { id: ___, version: ____, ...made } = saved;
  expect(made).toEqual(expected);
});

it.each(['orders', 'database', 'temporal-sdk'])('leaves %s as it means, with nothing but the edit', (name) => {
  const file = `../../../provisioning/grafana/dashboards/order-processing/order-processing-${name}.json`;
  const ours = object(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')));
  const edited = { ...ours, description: 'edited by a person' };
  expect(asSavedInUi(edited)).not.toEqual(edited);
  expect(isSame(compare(edited, asSavedInUi(edited)))).toBe(true);
});
