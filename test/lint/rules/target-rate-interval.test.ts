import { describe, expect, test } from 'vitest';
import { dashboard, foundBy, goodQuery, panel, panelOf, problemsOfQuery, standardVariables } from '../support.ts';

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

describe('a variable as the range', () => {
  const found = (query: string, changes: object) => {
    const list = [...standardVariables, { name: 'time_range', ...changes }];
    const json = dashboard({ templating: { list }, panels: [panelOf(query)] });
    return foundBy('target-rate-interval', json).map(({ problem }) => problem);
  };
  const types = ['interval', 'query', 'custom', 'textbox', 'constant'];

  test.each(types)('rate follows none of type %s', (type) => {
    for (const range of ['$time_range', '${time_range}']) {
      expect(found(`rate(orders_created_total[${range}])`, { type, query: '1h' })).toEqual([
        `rate(orders_created_total[${range}]) looks at a range that follows neither the scrape interval nor the time range: it may hold fewer than the two samples that it needs, or skip some`,
      ]);
    }
  });

  test.each([
    ['interval', '1m,10m,1h'],
    ['interval', ''],
    ['custom', '1h, 1d,one week : 1w,300'],
    ['constant', '1h30m'],
  ])('increase may follow one of type %s that stands for "%s"', (type, query) => {
    expect(found('increase(orders_created_total[$time_range])', { type, query })).toEqual([]);
  });

  test.each([
    ['query', 'label_values(up, job)'],
    ['textbox', '1h'],
    ['custom', '1h,today'],
    ['custom', ''],
    ['constant', '1.5h'],
  ])('increase may not follow one of type %s that stands for "%s"', (type, query) => {
    for (const range of ['$time_range', '${time_range}']) {
      expect(found(`sum(increase(orders_created_total[${range}]))`, { type, query })).toEqual([
        `increase(orders_created_total[${range}]) looks at a range that the variable time_range of type "${type}" decides, which may be no length of time`,
      ]);
    }
  });

  test('ranges that Grafana fills in, or that another rule finds, are fine', () => {
    for (const range of ['$__range', '$__rate_interval', '$undefined', '1h']) {
      expect(found(`increase(orders_created_total[${range}])`, { type: 'query' })).toEqual([]);
    }
  });
});
