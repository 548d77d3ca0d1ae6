/** A Prometheus of our own, for questions of PromQL; without data unless it is told what to scrape. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestContext } from 'vitest';
import { freePort } from './port.ts';

export interface Prometheus {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The answer to an instant query, at a fixed time unless it is given in Unix seconds: its data, or its error. */
  readonly query: (expression: string, time?: number) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export type Answer = { readonly data: unknown } | { readonly error: string };

const startLimit = 15_000;
const stopLimit = 5_000;

/** Skips the test for want of Prometheus; in CI, where it belongs, fails it. */
export function withoutPrometheus(context: TestContext): never {
  if (process.env['CI'] !== undefined)
    throw new Error("prometheus is not on PATH: install Debian's package prometheus");
  return context.skip("install prometheus (Debian's package prometheus) to hold queries against it");
}

/**
 * Starts the program on a free port of the loopback interface; its data folder is new and goes with it. Without a
 * configuration it scrapes nothing.
 * @param data a data folder that is there, and stays
 */
export async function startPrometheus(
  program: string,
  yaml = 'scrape_configs: []\n',
  data?: string,
): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const configuration = join(folder, 'prometheus.yml');
  await writeFile(configuration, yaml);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${data ?? join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const url = `http://${address}`;
  const stop = async () => {
    await stopProcess(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, child);
  } catch (error) {
    await stop();
    throw new Error(`Prometheus did not start:\n${log}`, { cause: error });
  }
  return { url, query: (expression, time) => query(url, expression, time), stop };
}

async function query(url: string, expression: string, time = 1_000_000): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expression, time: String(time) }),
  });
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null) {
    if ('data' in answer) return { data: answer.data };
    if ('error' in answer) return { error: String(answer.error) };
  }
  throw new Error(`unexpected answer of Prometheus: ${JSON.stringify(answer)}`);
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + startLimit;
  for (;;) {
    if (
      await fetch(`${url}/-/ready`).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (Date.now() > end) throw new Error(`it was not ready after ${startLimit} ms`);
    await pause(50);
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimit);
  await ended;
  clearTimeout(timer);
}
