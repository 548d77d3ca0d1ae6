/** The cheap rules of dashboard-linter, as dashboards.md lists them, against every registered dashboard. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { describe, expect, it, test } from 'vitest';
import { selectors } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { panelsOf, queryPanelsOf } from '../support/dashboard-json.ts';
import { dashboards } from './registry.ts';

describe.each(dashboards.map((json) => [json.title, json] as const))('%s', (_, json) => {
  const variables = json.templating.list;
  const targets = queryPanelsOf(json).flatMap(({ title, targets: own }) =>
    own.map(({ refId, expr }) => [title, refId, expr] as const),
  );

  it('template-datasource', () => {
    expect(
      variables.filter(({ type }) => type === 'datasource').map(({ name, label, query }) => [name, label, query]),
    ).toEqual([['datasource', 'Data source', 'prometheus']]);
  });

  test.each([
    ['template-job', 'job', 'Job'],
    ['template-instance', 'instance', 'Instance'],
  ])('%s', (__, name, label) => {
    expect(variables.find((variable) => variable.name === name)).toMatchObject({
      type: 'query',
      label,
      multi: true,
      includeAll: true,
      allValue: '.+',
      datasource: { uid: '$datasource' },
    });
  });

  it('template-label-promql, template-on-time-change-reload', () => {
    for (const { query, refresh } of variables.filter(({ type }) => type === 'query')) {
      expect(query).toMatch(/^label_values\(.+, \w+\)$/);
      expect(refresh).toBe(2);
    }
  });

  it('panel-title-description, panel-datasource, panel-no-targets', () => {
    for (const { title, description, type, datasource, targets: own } of panelsOf(json)) {
      expect(title).not.toBe('');
      expect(description ?? '').not.toBe('');
      if (type === 'text') continue;
      expect(datasource?.uid).toBe('$datasource');
      expect(own.length).toBeGreaterThan(0);
    }
  });

  it('every panel that asks for data says in a number what is normal', () => {
    for (const { title, description } of queryPanelsOf(json)) {
      expect(description, title).toMatch(/^\*\*Normal:\*\* .*\d/m);
    }
  });

  it('panel-units: one that Grafana knows', () => {
    for (const { title, fieldConfig } of queryPanelsOf(json)) {
      expect(Object.values(units), title).toContain(fieldConfig?.defaults.unit);
    }
  });

  test.each(targets)('target-rate-interval: %s %s', (__, ___, text) => {
    for (const [found] of text.matchAll(/\bi?rate\([^[]*\[[^\]]*\]/g)) expect(found).toMatch(/\[\$__rate_interval\]$/);
  });

  test.each(targets)('target-job, target-instance: %s %s', (__, ___, text) => {
    for (const { name, matchers } of selectors(parse(text))) {
      expect(matchers, name).toContainEqual({ label: 'job', operator: '=~', value: '$job' });
      expect(matchers, name).toContainEqual({ label: 'instance', operator: '=~', value: '$instance' });
    }
  });

  test.each(targets)('target-counter-agg: %s %s', (__, ___, text) => {
    const counters = [...text.matchAll(/\b\w+_total\b/g)];
    const counted = [...text.matchAll(/\b(?:rate|irate|increase)\(\w+_total\b/g)];
    expect(counted).toHaveLength(counters.length);
  });

  it('uneditable-dashboard', () => {
    expect(json.editable).toBe(false);
  });
});
