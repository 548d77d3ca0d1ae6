import { expect, test } from 'vitest';
import { dashboard, foundBy, goodQuery, panel, panelOf, problemsOfQuery } from '../support.ts';

test.each([
  goodQuery,
  'rate(x[${__rate_interval}])',
  'increase(x[1d])',
  'avg_over_time(x[5m])',
  'max_over_time(rate(x[$__rate_interval])[1h:])',
  'rate(x[1h:5m])',
  'rate_of_orders[5m]',
  'x[5m]',
  'rate(x)',
])('%s is fine', (query) => {
  expect(problemsOfQuery('target-rate-interval', query)).toEqual([]);
});

test.each([
  ['rate(x[5m])', 'rate(x[5m])'],
  ['irate(x[1m])', 'irate(x[1m])'],
  ['rate((x[5m]))', 'rate(x[5m])'],
  ['-rate(x[5m])', 'rate(x[5m])'],
  ['rate(x[5m] offset 1d)', 'rate(x[5m] offset 1d)'],
  ['rate(x[$__interval])', 'rate(x[$__interval])'],
  ['rate(x[$__range])', 'rate(x[$__range])'],
  ['rate(x[$window])', 'rate(x[$window])'],
  ['max_over_time(rate(x[5m])[1h:])', 'rate(x[5m])'],
  ['sum(rate(x[$__rate_interval])) / sum(rate(y[5m]))', 'rate(y[5m])'],
  ['sum by ($group) (rate($metric[5m]))', 'rate(metric[5m])'],
])('%s is not', (query, call) => {
  expect(problemsOfQuery('target-rate-interval', query)).toEqual([
    `${call} looks at a range that follows neither the scrape interval nor the time range: it may hold fewer than the two samples that it needs, or skip some`,
  ]);
});

test('each is told with what to write, on any type of panel', () => {
  const heatmap = panel({ ...panelOf('rate(a[5m]) + irate(b[1m] offset 1d)'), type: 'heatmap' });
  expect(foundBy('target-rate-interval', dashboard({ panels: [heatmap] })).map(({ next }) => next)).toEqual([
    'write rate(a[$__rate_interval]).',
    'write irate(b[$__rate_interval] offset 1d).',
  ]);
});
