import { expect, test } from 'vitest';
import { dashboard, foundBy, variable } from '../support.ts';

function found(changes: object) {
  const list = [variable('pod', { ...changes })];
  return foundBy('template-on-time-change-reload', dashboard({ templating: { list } }));
}

test.each([{}, { type: 'custom', refresh: 0 }, { type: 'interval', refresh: 1 }])('%j is fine', (changes) => {
  expect(found(changes)).toEqual([]);
});

test.each([0, 1, '2', null])('refresh %j is not', (refresh) => {
  expect(found({ refresh })).toMatchObject([
    {
      problem: 'the variable pod is not asked anew when the time range changes, so it lacks values of that time',
      next: 'set refresh of pod to 2, on time range change.',
    },
  ]);
});
