/** `dashboards simulate backfill`: what it writes is taken by a real promtool and found by a real Prometheus. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { createBlocks } from '../../src/simulator/backfill/blocks.ts';
import { series } from '../../src/simulator/exposition/write.ts';
import { partsOfSystem } from '../../src/simulator/parts.ts';
import { createSimulation } from '../../src/simulator/world.ts';
import { findProgram } from '../support/find-program.ts';
import { checkout, contents, dashboards, start, temporaryFolder } from '../support/program.ts';
import { startPrometheus, withoutPrometheus } from '../support/prometheus.ts';
import { waitFor } from '../support/wait.ts';

const end = '2026-11-20T12:00:00Z';
const at = Date.parse(end) / 1000;
const short = ['--days', '1', '--rate', '0.1', '--step', '5m', '--end', end];
const signal = new AbortController().signal;

function backfill(...args: readonly string[]) {
  const out = join(temporaryFolder(), 'history');
  return { out, ...dashboards(['simulate', 'backfill', '--out', out, ...args]) };
}

/** Each sample of a slice with the family that it stands in. */
function* samplesOf(text: string) {
  let family = '';
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+)/.exec(line)?.[1];
    if (type !== undefined) family = type;
    const [, series, value, time] = /^([^#].*) (\S+) (\S+)$/.exec(line) ?? [];
    if (series !== undefined) yield { family, series, value: Number(value), time: Number(time) };
  }
}

describe('a day with a sample every five minutes', () => {
  let written: ReturnType<typeof backfill>;
  beforeAll(() => {
    written = backfill(...short, '--json');
  }, 30_000);

  it('is a whole file for each day in UTC, told as JSON', () => {
    const { out, code, stdout, stderr } = written;
    expect(code, stderr).toBe(0);
    const slices = readdirSync(out).toSorted();
    expect(slices).toEqual(['history-2026-11-19.om', 'history-2026-11-20.om']);
    const told: unknown = JSON.parse(stdout);
    const files = slices.map((file) => {
      const text = readFileSync(join(out, file), 'utf8');
      expect(text.endsWith('\n# EOF\n')).toBe(true);
      const samples = [...samplesOf(text)];
      return {
        file,
        samples: samples.length,
        series: new Set(samples.map(({ series }) => series)).size,
        bytes: Buffer.byteLength(text),
      };
    });
    const sum = (of: (file: (typeof files)[number]) => number): number =>
      files.reduce((all, file) => all + of(file), 0);
    expect(told).toEqual({
      files,
      samples: sum(({ samples }) => samples),
      series: Math.max(...files.map(({ series }) => series)),
      bytes: sum(({ bytes }) => bytes),
    });
  });

  it('ends with what a simulation shows that nobody looked at meanwhile', async () => {
    const live = await createSimulation({
      catalogue: catalogue(temporalProfiles['go-tally']),
      start: at - 86_400,
      seed: 1,
      rate: 0.1,
      parts: partsOfSystem(),
    });
    live.advance(at);
    const names = /^(orders_created|payments_processed|http_requests|inventory_updates)_total|^inventory_level/;
    const ended = new Map<string, number>();
    for (const { series: full, value, time } of samplesOf(
      readFileSync(join(written.out, 'history-2026-11-20.om'), 'utf8'),
    )) {
      const own = full.replace(/environment="[^"]*",job="[^"]*",instance="[^"]*",?/, '').replace('{}', '');
      if (time === at && names.test(own)) ended.set(own, value);
    }
    const shown = [...(await live.pages.api.families()), ...(await live.pages.worker.families())].flatMap(
      ({ metric, samples }) =>
        samples.map((sample): [string, number] => [series(metric.name + sample.suffix, sample.labels), sample.value]),
    );
    expect(ended.size).toBeGreaterThan(20);
    expect(Object.fromEntries(ended)).toEqual(Object.fromEntries(shown.filter(([name]) => names.test(name))));
  });

  it('has each family in one piece, its series ascending in time', () => {
    const text = readFileSync(join(written.out, 'history-2026-11-20.om'), 'utf8');
    const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(families.length).toBeGreaterThan(100);
    expect(new Set(families).size).toBe(families.length);
    const last = new Map<string, number>();
    for (const { family, series, time } of samplesOf(text)) {
      if (!series.startsWith(family)) throw new Error(`${series} in ${family}`);
      if (time <= (last.get(series) ?? 0)) throw new Error(`${series} ${time}`);
      last.set(series, time);
    }
    expect(last.size).toBeGreaterThan(3000);
    expect(new Set(last.values())).toEqual(new Set([at]));
  });

  it('is the same to the byte for the same end and seed, and another for another seed', { timeout: 30_000 }, () => {
    const [again, other] = [backfill(...short), backfill(...short, '--seed', '2')];
    expect(contents(again.out)).toEqual(contents(written.out));
    expect(contents(again.out)).not.toEqual(contents(other.out));
  });

  it('is the same of the application without the pages of Temporal', { timeout: 30_000 }, () => {
    const own = backfill(...short, '--targets', 'api,worker,state');
    expect(own.code, own.stderr).toBe(0);
    const slice = 'history-2026-11-20.om';
    const lines = readFileSync(join(own.out, slice), 'utf8').split('\n');
    const more = new Set(readFileSync(join(written.out, slice), 'utf8').split('\n'));
    expect(lines.length).toBeGreaterThan(10_000);
    expect(lines.filter((line) => !more.has(line))).toEqual([]);
    expect(more.size).toBeGreaterThan(lines.length);
    expect(lines.some((line) => line.includes('127.0.0.1:8083'))).toBe(false);
  });
});

describe('the history of a week and a day', () => {
  let written: ReturnType<typeof backfill>;
  beforeAll(() => {
    written = backfill('--days', '8', '--end', end, '--rate', '0.2', '--targets', 'api,worker,state,api-sdk,temporal');
  }, 60_000);

  it('is what Prometheus answers from', { timeout: 60_000 }, async (context) => {
    const prometheus = findProgram('prometheus') ?? withoutPrometheus(context);
    const promtool = findProgram('promtool') ?? withoutPrometheus(context);
    const data = join(temporaryFolder(), 'data');
    mkdirSync(data);
    const slices = readdirSync(written.out).map((slice) => join(written.out, slice));
    await createBlocks(promtool, slices, data, signal);
    const server = await startPrometheus(prometheus, undefined, data);
    try {
      const labels = '{environment="production",job="order_processing_api",instance="127.0.0.1:8080"}';
      for (const query of [
        `increase(orders_created_total${labels}[1h]) > 0`,
        // 0.2 orders a second on average, in waves of at most 1.65 times 1.12.
        `increase(orders_created_total[1d]) / 86400 > 0.1 < 0.37`,
        `rate(orders_created_total${labels}[1m]) > 0`,
        `rate(orders_created_total${labels}[1m] offset 24h) > 0`,
        `rate(orders_created_total${labels}[5m] offset 1w) > 0`,
        `increase(orders_created_total${labels}[1h] offset 1w) > 0`,
        // A look is at its time in each slice, and none lies between.
        'count_over_time(up{instance="127.0.0.1:8080"}[1h] offset 15s) == 120',
        'count_over_time(up{instance="127.0.0.1:8080"}[1h] offset 86415s) == 120',
        'count_over_time(up{instance="127.0.0.1:8080"}[1h] offset 172815s) == 60',
        'count_over_time(up{instance="127.0.0.1:8080"}[1h] offset 604815s) == 24',
        'min_over_time(count(up)[7d:1h]) == 3',
        'histogram_quantile(0.5, sum by (le) (rate(order_processing_seconds_bucket[10m]))) > 2 < 20',
        'count(up == 1) == 5',
        'count({instance="127.0.0.1:8084"} offset 350m) > 50',
        'count(count by (__name__) ({job="temporal"})) > 50',
        'count({job="temporal"} offset 55m) > 2000',
        'absent({job="temporal"} offset 70m)',
        'absent({instance="127.0.0.1:8084"} offset 370m)',
        'sum(rate({__name__=~"temporal_request(_total)?"}[5m])) > 0',
        'batch_job_last_success_timestamp_seconds{job="settlement",instance="batch-1"} > 0',
        'rate(go_memstats_alloc_bytes_total[5m]) > 0 and on (job) go_memstats_alloc_bytes > 0',
        'sum(orders_by_status{status="completed"}) > 10000',
      ]) {
        const answer = await server.query(query, at);
        expect(JSON.stringify(answer), query).toContain('"value"');
      }
    } finally {
      await server.stop();
    }
  });

  it('counts on from one day to the next', () => {
    let before = -1;
    for (const slice of readdirSync(written.out).toSorted()) {
      const text = readFileSync(join(written.out, slice), 'latin1');
      for (const [, value] of text.matchAll(/^orders_created_total\S* (\S+)/gm)) {
        expect(Number(value)).toBeGreaterThanOrEqual(before);
        before = Number(value);
      }
    }
    expect(before).toBeGreaterThan(8 * 86_400 * 0.15);
  });
});

describe('dashboards simulate backfill', () => {
  it('leaves a metric out', (context) => {
    const promtool = findProgram('promtool') ?? withoutPrometheus(context);
    const { out } = backfill(...short, '--targets', 'api', '--without', 'orders_created_total');
    const slice = join(out, 'history-2026-11-20.om');
    expect(readFileSync(slice, 'utf8')).not.toContain('orders_created');
    const data = temporaryFolder();
    execFileSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', slice, data]);
    expect(readdirSync(data).length).toBeGreaterThan(0);
  });

  it('is interrupted without half a file', { timeout: 30_000 }, async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const running = start(['simulate', 'backfill', '--out', out, '--end', end, '--step', '1m'], checkout);
    await waitFor('the first slice', () => running.output().includes('.om: '));
    running.child.kill('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(code, stderr).toBe(5);
    expect(stderr).toContain('whole are: history-2026-11-06.om');
    const left = readdirSync(out);
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
    for (const name of left.filter((found) => found.endsWith('.om')))
      expect(readFileSync(join(out, name), 'utf8').endsWith('\n# EOF\n'), name).toBe(true);
    expect(left.length).toBeLessThan(10);
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each([
    [['--days', '0'], '--days is "0"'],
    [['--end', 'yesterday'], '--end is "yesterday"'],
    [['--end', '2999-01-01'], 'a time that has passed'],
    [['--step', '1h'], '--step is "1h"'],
    [['--targets', 'api,web'], '--targets is "api,web"'],
    [['--without', 'orders_made_total'], 'orders_made_total'],
  ])('refuses %s', (args, message) => {
    const { code, stderr } = backfill(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('refuses a folder that is a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = dashboards(['simulate', 'backfill', '--out', file, ...short]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be written');
  });
});
