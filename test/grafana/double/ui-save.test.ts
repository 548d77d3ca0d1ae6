/** What a person's save in the double makes of a dashboard is what a person's save in a real Grafana made of it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
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
