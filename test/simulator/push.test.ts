/** Batch jobs push to a real Pushgateway, also to one that comes late. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, type TestContext } from 'vitest';
import { parseExposition } from '../../src/metrics/exposition.ts';
import { batchJobs } from '../../src/simulator/pushgateway/batch-jobs.ts';
import { pushBatchJobs } from '../../src/simulator/pushgateway/push.ts';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/port.ts';
import { waitFor } from '../support/wait.ts';

function withoutPushgateway(context: TestContext): never {
  const text = "install Debian's package prometheus-pushgateway";
  if (process.env['CI'] !== undefined) throw new Error(text);
  return context.skip(text);
}

describe('batch jobs', () => {
  it('push to a Pushgateway that comes late, and tell of it once', async (context) => {
    const program = findProgram('prometheus-pushgateway') ?? withoutPushgateway(context);
    const address = `127.0.0.1:${await freePort()}`;
    const told: string[] = [];
    const controller = new AbortController();
    const url = `http://${address}/`;
    const now = () => 1_790_000_000.5;
    const tell = (line: string) => told.push(line);
    const pushing = pushBatchJobs({ url, jobs: batchJobs(1), now, tell, signal: controller.signal });
    await waitFor('the first failure', () => told.length === 1);
    expect(told[0]).toContain('cannot be reached');
    const child = spawn(program, [`--web.listen-address=${address}`], { stdio: 'ignore' });
    try {
      await waitFor('the push', () => told.length === 2);
      const families = parseExposition(await (await fetch(`${url}metrics`)).text());
      const seen = families
        .filter(({ name }) => name.startsWith('batch_job_'))
        .flatMap(({ name, type, series }) =>
          series.map(({ labels }) => `${name} ${type} ${labels['job']} ${labels['instance']}`),
        );
      expect(seen.toSorted()).toEqual(
        ['duration_seconds', 'last_success_timestamp_seconds', 'records_processed'].flatMap((name) =>
          ['inventory_sync', 'settlement'].map((job) => `batch_job_${name} gauge ${job} batch-1`),
        ),
      );
      expect(families.find(({ name }) => name.endsWith('timestamp_seconds'))?.series[0]?.value).toBe(1_790_000_000);
      expect(told).toHaveLength(2);
    } finally {
      controller.abort();
      await pushing;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  });

  it('run at once, then every few minutes, and once after a long time without', () => {
    const [job] = batchJobs(1);
    job?.advance(1000);
    expect(job?.next).toBe(1180);
    job?.advance(1179);
    expect(job?.next).toBe(1180);
    job?.advance(2000);
    expect(job?.next).toBe(2080);
  });
});
