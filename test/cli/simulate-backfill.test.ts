/** `dashboards simulate backfill`: what it writes is taken by a real promtool and found by a real Prometheus. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBlocks } from '../../src/simulator/backfill/blocks.ts';
import { findProgram } from '../support/find-program.ts';
import { checkout, contents, dashboards, start, temporaryFolder } from '../support/program.ts';
import { startPrometheus, withoutPrometheus } from '../support/prometheus.ts';
import { waitFor } from '../support/wait.ts';

const end = '2026-11-20T12:00:00Z';
const at = Date.parse(end) / 1000;
const short = ['--days', '1', '--rate', '0.1', '--step', '5m', '--end', end];

function backfill(...args: readonly string[]) {
  const out = join(temporaryFolder(), 'history');
  return { out, ...dashboards(['simulate', 'backfill', '--out', out, ...args]) };
}

describe('dashboards simulate backfill', () => {
  it('writes what Prometheus answers from', { timeout: 180_000 }, async (context) => {
    const prometheus = findProgram('prometheus') ?? withoutPrometheus(context);
    const promtool = findProgram('promtool') ?? withoutPrometheus(context);
    const { out, code, stderr } = backfill(
      '--days',
      '8',
      '--end',
      end,
      '--step',
      '2m',
      '--targets',
      'api,worker,state',
    );
    expect(code, stderr).toBe(0);
    const data = join(temporaryFolder(), 'data');
    mkdirSync(data);
    const slices = readdirSync(out).toSorted();
    expect(slices).toHaveLength(9);
    expect(slices.at(-1)).toBe('history-2026-11-20.om');
    for (const slice of slices) expect(readFileSync(join(out, slice), 'utf8').endsWith('\n# EOF\n')).toBe(true);
    await createBlocks(
      promtool,
      slices.map((slice) => join(out, slice)),
      data,
      new AbortController().signal,
    );
    const server = await startPrometheus(prometheus, undefined, data);
    try {
      const labels = '{environment="production",job="order_processing_api",instance="127.0.0.1:8080"}';
      for (const query of [
        `increase(orders_created_total${labels}[1h]) > 0`,
        `increase(orders_created_total${labels}[1h] offset 1w) > 0`,
        'histogram_quantile(0.5, sum by (le) (rate(order_processing_seconds_bucket[10m]))) > 0',
        'count(up == 1) == 3',
        'batch_job_last_success_timestamp_seconds{job="settlement",instance="batch-1"} > 0',
        'count({__name__=~".+"}) > 500',
      ]) {
        const answer = await server.query(query, at);
        expect(JSON.stringify(answer), query).toContain('"value"');
      }
    } finally {
      await server.stop();
    }
  });

  it('writes the same bytes for the same end and seed, and others for another seed', () => {
    const [one, two, three] = [backfill(...short), backfill(...short), backfill(...short, '--seed', '2')];
    expect(one.code, one.stderr).toBe(0);
    expect(contents(one.out)).toEqual(contents(two.out));
    expect(contents(one.out)).not.toEqual(contents(three.out));
  });

  it('has each family once, its series ascending in time', () => {
    const { out } = backfill(...short);
    const text = readFileSync(join(out, 'history-2026-11-20.om'), 'utf8');
    const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(new Set(families).size).toBe(families.length);
    const last = new Map<string, number>();
    for (const [, series = '', time] of text.matchAll(/^([^#\n].*) \S+ (\d+)$/gm)) {
      if (Number(time) <= (last.get(series) ?? 0)) throw new Error(`${series} ${time}`);
      last.set(series, Number(time));
    }
    expect(last.size).toBeGreaterThan(3000);
    expect(Math.max(...last.values())).toBe(at);
  });

  it('is interrupted without half a file', { timeout: 60_000 }, async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const running = start(['simulate', 'backfill', '--out', out, '--end', end, '--step', '15s'], checkout);
    await waitFor('the first slice', () => running.output().includes('.om: '));
    running.child.kill('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(code, stderr).toBe(5);
    expect(stderr).toContain('whole are: history-2026-11-06.om');
    expect(readdirSync(out, { withFileTypes: true }).every(({ name }) => !name.startsWith('.'))).toBe(true);
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each([
    [['--days', '0'], '--days is "0"'],
    [['--end', 'yesterday'], '--end is "yesterday"'],
    [['--end', '2999-01-01'], 'a time that has passed'],
    [['--step', '1h'], '--step is "1h"'],
    [['--targets', 'api,web'], '--targets is "api,web"'],
  ])('refuses %s', (args, message) => {
    const { code, stderr } = backfill(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
