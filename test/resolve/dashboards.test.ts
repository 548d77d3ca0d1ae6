/**
 * The committed dashboards, resolved against a real Prometheus that scrapes recorded pages: every variable resolves, and
 * every query of every panel is understood once it is filled in.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list, object, text, type Json } from '../../src/lint/read/json.ts';
import { fill } from '../../src/live/interpolate.ts';
import { panelSteps } from '../../src/live/intervals.ts';
import { connect } from '../../src/live/prometheus/connect.ts';
import type { Prometheus } from '../../src/live/prometheus/prometheus.ts';
import type { ResolvedVariables, Scope } from '../../src/live/scope.ts';
import { resolveVariables } from '../../src/live/variables/resolve.ts';
import { findProgram } from '../support/find-program.ts';
import { checkout } from '../support/program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Page, type Replay } from '../support/replay.ts';

const folder = join(checkout, 'provisioning', 'grafana', 'dashboards', 'order-processing');
const dashboards = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, Json] => [file, object(JSON.parse(readFileSync(join(folder, file), 'utf8')))]),
);

const orders = `# TYPE orders_created counter
orders_created_total{type="standard"} 5
# TYPE orders_by_status gauge
${['pending', 'processing', 'completed'].map((status) => `orders_by_status{status="${status}"} 1\n`).join('')}`;

function page(name: string, text: string, environment = 'production'): Page {
  return { text, labels: { environment, job: name, instance: `${name}:1` } };
}

function recorded(name: string): string {
  return readFileSync(join(checkout, 'test', 'fixtures', 'expositions', `${name}.txt`), 'utf8');
}

const pages = [
  page('orders', orders),
  page('orders', orders, 'staging'),
  page('postgres', recorded('postgres_exporter-0.20')),
  page('worker', recorded('temporal-sdk-go-tally')),
];

/** What some of the variables offer; all of them must offer something. */
const offered: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'order-processing-orders.json': {
    datasource: [],
    environment: ['production', 'staging'],
    job: ['orders'],
    instance: ['orders:1'],
    status: ['completed', 'pending', 'processing'],
    interval: ['auto', '5m', '15m', '30m', '1h', '6h', '12h', '24h', '7d'],
  },
  'order-processing-database.json': { environment: ['production'], job: ['postgres'] },
  'order-processing-temporal-sdk.json': { job: ['worker'], namespace: ['default'] },
};

describe('the committed dashboards', () => {
  const program = findProgram('prometheus');
  let replayed: Replay | undefined;
  let prometheus: Prometheus | undefined;
  beforeAll(async () => {
    if (program === undefined) return;
    replayed = await replay(program, pages);
    prometheus = await connect({ url: replayed.url, environment: {} });
  });
  afterAll(() => replayed?.stop());

  function lastHours() {
    const to = Date.now() / 1000;
    return { from: to - 6 * 3600, to };
  }

  async function resolved(json: Json, given: Readonly<Record<string, readonly string[]>> = {}) {
    if (prometheus === undefined) throw new Error('there is no Prometheus');
    const window = lastHours();
    const options = { scrapeInterval: 15, given: new Map(Object.entries(given)) };
    return { window, ...(await resolveVariables(json, prometheus, window, options)) };
  }

  it('are three', () => {
    expect([...dashboards.keys()].toSorted()).toEqual(Object.keys(offered).toSorted());
  });

  it.for([...dashboards])('%s: its variables', async ([file, json], context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    const { outcomes } = await resolved(json);
    expect(outcomes.map(({ name }) => name)).toEqual(
      list(object(json['templating'])['list']).map((each) => text(object(each)['name'])),
    );
    for (const { name, type, options, problem, seconds } of outcomes) {
      expect(problem, name).toBeUndefined();
      expect(seconds).toBeLessThan(5);
      if (type === 'query') expect(options, name).not.toEqual([]);
      const expected = offered[file]?.[name];
      if (expected !== undefined) expect(options ?? [], name).toEqual(expected);
    }
  });

  it.for([...dashboards])('%s: its queries', async ([, json], context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    const { window, variables } = await resolved(json);
    let asked = 0;
    for (const panel of panelsOf(json)) {
      for (const target of list(panel['targets']).map(object)) {
        const { text: query, unknown } = fill(text(target['expr']), scopeFor(json, panel, target, variables, window));
        expect(unknown, text(panel['title'])).toEqual([]);
        expect(query).not.toMatch(/\$|\[\[/);
        const answer = await prometheus.instant(query, window.to);
        expect(answer.samplesTouched).toBeTypeOf('number');
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(10);
  });

  it('what is chosen narrows what comes after it, and the queries', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    const json = dashboards.get('order-processing-orders.json') ?? {};
    const given = { environment: ['staging'], status: ['pending', 'completed'] };
    const { window, variables, outcomes } = await resolved(json, given);
    expect(outcomes.find(({ name }) => name === 'job')?.query).toMatch(/environment=~"staging"\}, job\)$/);
    const scope = scopeFor(json, {}, {}, variables, window);
    const { series } = await prometheus.instant(
      fill('orders_by_status{environment=~"$environment",status=~"$status"}', scope).text,
      window.to,
    );
    expect(series.map(({ labels }) => [labels['environment'], labels['status']]).toSorted()).toEqual([
      ['staging', 'completed'],
      ['staging', 'pending'],
    ]);
  });
});

function panelsOf(json: Json): readonly Json[] {
  const top = list(json['panels']).map(object);
  return top.flatMap((panel) => [panel, ...list(panel['panels']).map(object)]);
}

function scopeFor(
  json: Json,
  panel: Json,
  target: Json,
  variables: ResolvedVariables['variables'],
  window: Scope['window'],
): Scope {
  const dashboard = { uid: text(json['uid']), title: text(json['title']) };
  const outer: Scope = { variables, window, interval: 15, rateInterval: 60, dashboard };
  const fillIn = (written: string) => fill(written, outer, 'text').text;
  return { ...outer, ...panelSteps(panel, target, window, 15, fillIn) };
}
