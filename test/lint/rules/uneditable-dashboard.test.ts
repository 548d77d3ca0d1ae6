import { expect, test } from 'vitest';
import { dashboard, foundBy } from '../support.ts';

test('a dashboard that cannot be edited is fine', () => {
  expect(foundBy('uneditable-dashboard', dashboard({ editable: false }))).toEqual([]);
});

test.each([true, undefined, null, 'false'])('editable %s is not', (editable) => {
  expect(foundBy('uneditable-dashboard', dashboard({ editable }))).toMatchObject([
    {
      problem: 'it can be edited in Grafana, and what somebody changes there is lost with the next roll-out',
      next: 'set editable to false; without it, Grafana takes it for true.',
    },
  ]);
});
