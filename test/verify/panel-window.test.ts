import { expect, it } from 'vitest';
import { panelWindow } from '../../src/live/verify/panel-window.ts';

const dashboard = { from: 96_400, to: 100_000 };

it.each([
  ['no other time', {}, dashboard],
  ['its own length', { timeFrom: '5m' }, { from: 99_700, to: 100_000 }],
  ['a length as an expression', { timeFrom: 'now-2h' }, { from: 92_800, to: 100_000 }],
  ['an earlier time', { timeShift: '1h' }, { from: 92_800, to: 96_400 }],
  ['both', { timeFrom: '5m', timeShift: '1h' }, { from: 96_100, to: 96_400 }],
  ['what cannot be read', { timeFrom: 'soon', timeShift: null }, dashboard],
])('a panel with %s', (_, panel, window) => {
  expect(panelWindow(panel, dashboard)).toEqual(window);
});
