/** Variables exactly as dashboards.md has them. */
import { describe, expect, it, test } from 'vitest';
import { orders } from '../../dashboards/orders.ts';
import { application } from '../../src/metrics/application.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { temporalSdk } from '../../src/metrics/temporal-sdk.ts';
import { temporalServer } from '../../src/metrics/temporal-server.ts';
import { choice, rateWindow } from '../../src/variables/own.ts';
import { dataSourceVariable, labelValues, targetVariables } from '../../src/variables/standard.ts';
import { built } from '../support/dashboard-json.ts';

const { list } = built(orders).templating;
const found = (name: string) => list.find((variable) => variable.name === name);
const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
const anchors = '{__name__=~"orders_created_total|order_processing_errors_total|orders_by_status"';

describe('of the orders dashboard', () => {
  it('come in their order, under their labels', () => {
    expect(list.map(({ name, label, type }) => [name, label, type])).toEqual([
      ['datasource', 'Data source', 'datasource'],
      ['environment', 'Environment', 'query'],
      ['job', 'Job', 'query'],
      ['instance', 'Instance', 'query'],
      ['status', 'Status', 'query'],
      ['interval', 'Rate window', 'interval'],
    ]);
  });

  test.each([
    ['environment', `label_values(${anchors}}, environment)`],
    ['job', `label_values(${anchors},environment=~"$environment"}, job)`],
    ['instance', `label_values(${anchors},environment=~"$environment",job=~"$job"}, instance)`],
    ['status', 'label_values(orders_by_status{environment=~"$environment",job=~"$job",instance=~"$instance"}, status)'],
  ])('%s is chained to the choices before it, and takes several or all', (name, query) => {
    expect(found(name)).toMatchObject({
      query,
      definition: query,
      datasource: { type: 'prometheus', uid: '$datasource' },
      multi: true,
      includeAll: true,
      allValue: '.+',
      refresh: 2,
      current: { text: ['All'], value: ['$__all'] },
    });
  });

  it('the data source is a Prometheus, at first the provisioned one', () => {
    expect(found('datasource')).toMatchObject({
      query: 'prometheus',
      multi: false,
      includeAll: false,
      current: { value: 'prometheus' },
    });
    const elsewhere = built(orders, { dataSources: { prometheus: 'mimir' } });
    expect(elsewhere.templating.list[0]).toMatchObject({ current: { value: 'mimir' } });
  });

  it('the rate window offers auto and what dashboards.md lists', () => {
    expect(found('interval')).toMatchObject({
      query: '5m,15m,30m,1h,6h,12h,24h,7d',
      auto: true,
      auto_count: 100,
      auto_min: '5m',
      current: { text: 'auto', value: '$__auto_interval_interval' },
    });
  });
});

describe('made alone', () => {
  it('a choice stands for its label, and offers what its selection has', () => {
    const reason = choice('reason', 'Reason', application.orderProcessingErrors);
    expect(reason).toMatchObject({ kind: 'label-variable', name: 'reason', label: 'reason' });
    expect(reason.build().build()).toMatchObject({
      label: 'Reason',
      query: `label_values(order_processing_errors_total{${J}}, reason)`,
    });
  });

  it('the rate window stands in a query as $interval', () => {
    expect(rateWindow.text).toBe('$interval');
    expect(rateWindow.build().build().name).toBe('interval');
  });

  it('one metric is asked for by its name, several by one selector', () => {
    const queries = (...metrics: Parameters<typeof targetVariables>[0]) =>
      targetVariables(metrics).map((variable) => variable.build().query);
    expect(queries(application.ordersCreated)[0]).toBe('label_values(orders_created_total, environment)');
    expect(queries(application.ordersCreated, application.ordersByStatus)[0]).toBe(
      'label_values({__name__=~"orders_created_total|orders_by_status"}, environment)',
    );
  });

  describe('a job that writes the same names with another meaning', () => {
    const { workerStart, numPollers } = temporalSdk(temporalProfiles.core);
    const query = (...metrics: Parameters<typeof targetVariables>[0]) =>
      targetVariables(metrics).map((variable) => variable.build().query)[1];

    test.each([
      [[workerStart], 'temporal_worker_start{job!="temporal",environment=~"$environment"}'],
      [
        [workerStart, numPollers],
        '{__name__=~"temporal_worker_start|temporal_num_pollers",job!="temporal",environment=~"$environment"}',
      ],
    ])('is not offered (%#)', (metrics, selector) => {
      expect(query(...metrics)).toBe(`label_values(${selector}, job)`);
    });

    it('is offered where the dashboard is of it too', () => {
      expect(query(workerStart, temporalServer.restarts)).toBe(
        'label_values({__name__=~"temporal_worker_start|restarts",environment=~"$environment"}, job)',
      );
    });
  });

  it('each call makes a new builder, for a builder used twice shares what it holds', () => {
    expect(dataSourceVariable('a')).not.toBe(dataSourceVariable('a'));
    expect(rateWindow.build()).not.toBe(rateWindow.build());
    const series = { kind: 'selector', name: 'up', matchers: [] } as const;
    expect(labelValues('job', 'Job', 'job', series).build().query).toBe('label_values(up, job)');
  });
});
