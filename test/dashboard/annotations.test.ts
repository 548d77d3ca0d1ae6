/** Deploys and firing alerts, over all panels. */
import { describe, expect, it, test } from 'vitest';
import { orders } from '../../dashboards/orders.ts';
import { annotations } from '../../src/dashboard/annotations.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import type { Job } from '../../src/metrics/metric.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { check } from '../../src/promql/check.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { built } from '../support/dashboard-json.ts';

const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
const { colours } = policyWith();

function expressions(jobs: readonly Job[], profile: keyof typeof temporalProfiles = 'go-tally'): readonly string[] {
  return annotations(catalogue(temporalProfiles[profile]), jobs, colours).map(({ expr = '' }) => expr);
}

describe('of the orders dashboard', () => {
  const { list } = built(orders).annotations;

  it('are deploys and firing alerts, shown at first, in colours of the policy', () => {
    expect(list.map(({ name, enable, iconColor, datasource }) => [name, enable, iconColor, datasource.uid])).toEqual([
      ['Deploys', true, 'purple', '$datasource'],
      ['Firing alerts', true, 'red', '$datasource'],
    ]);
    const own = built(orders, { policy: { colours: { deploy: 'white', firing: 'pink' } } });
    expect(own.annotations.list.map(({ iconColor }) => iconColor)).toEqual(['white', 'pink']);
  });

  it('alerts are those that a person hears of', () => {
    expect(list[1]).toMatchObject({
      expr: 'ALERTS{alertstate="firing",severity=~"critical|warning"}',
      titleFormat: '{{alertname}} ({{severity}})',
    });
  });

  it('deploys are processes that started within two minutes, the worker by a new start counter', () => {
    const processes = `time() - process_start_time_seconds{job=~"order_processing_api",${J}} < 120`;
    const counter = `temporal_worker_start_total{job!="temporal",${J}}`;
    const appeared = `${counter} unless present_over_time(${counter}[10m] offset 2m)`;
    expect(list[0]?.expr).toBe(`${processes} or max by (environment, job, instance) (${appeared})`);
  });

  it('are looked for each minute, so that none falls between two steps of two minutes', () => {
    expect(list.map(({ step }) => step)).toEqual(['60s', '60s']);
  });

  it('have no key that only Grafana 12.3 knows', () => {
    expect(JSON.stringify(list)).not.toContain('placement');
  });
});

describe('deploys', () => {
  test.each([
    [['order_processing_api'], ['process_start_time_seconds']],
    [['order_processing_worker'], ['temporal_worker_start_total']],
    [['temporal'], ['restarts']],
    [['postgres', 'prometheus'], ['process_start_time_seconds']],
    [
      ['order_processing_worker', 'temporal'],
      ['temporal_worker_start_total', 'restarts'],
    ],
    [
      ['order_processing_api', 'order_processing_worker', 'temporal'],
      ['process_start_time_seconds', 'temporal_worker_start_total', 'restarts'],
    ],
    [['order_processing_state', 'temporal'], ['restarts']],
    [['order_processing_state'], ['process_start_time_seconds']],
    [[], ['process_start_time_seconds']],
  ] as const)('of %j are read from %j', (jobs, metrics) => {
    const [deploys = ''] = expressions(jobs);
    expect([
      ...new Set(deploys.match(/\b(?:process_start_time_seconds|temporal_worker_start_total|restarts)\b/g)),
    ]).toEqual(metrics);
    expect(() => checkSyntax(deploys)).not.toThrow();
  });

  it('name the jobs that the dashboard is of', () => {
    expect(expressions(['postgres', 'prometheus'])[0]).toContain(
      'process_start_time_seconds{job=~"postgres|prometheus",',
    );
  });

  it('are those of any process where nothing else tells one', () => {
    expect(expressions([])[0]).toBe(`time() - process_start_time_seconds{${J}} < 120`);
  });

  it('are no series that one failed scrape hid: those were there within the ten minutes before', () => {
    expect(expressions(['temporal'])[0]).toBe(
      `max by (environment, job, instance) (restarts{${J}} unless present_over_time(restarts{${J}}[10m] offset 2m))`,
    );
  });

  it('follow the profile of Temporal', () => {
    expect(expressions(['order_processing_worker'], 'core')[0]).toMatch(/\btemporal_worker_start\{/);
  });

  it("are not those of the server's own workers, which write the same counter in Core's spelling", () => {
    const [deploys = ''] = expressions(['order_processing_worker', 'temporal'], 'core');
    expect(deploys.match(/temporal_worker_start\{[^}]*\}/g)).toEqual([
      `temporal_worker_start{job!="temporal",${J}}`,
      `temporal_worker_start{job!="temporal",${J}}`,
    ]);
    expect(deploys.match(/restarts\{[^}]*\}/g)).toEqual([`restarts{${J}}`, `restarts{${J}}`]);
  });

  it('fit the catalogue', () => {
    const { lookup } = catalogue(temporalProfiles['go-tally']);
    for (const text of expressions(['order_processing_api', 'order_processing_worker', 'temporal'])) {
      expect(check(parse(text, (name) => lookup(name)?.series))).toEqual([]);
    }
  });
});
