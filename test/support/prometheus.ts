/** A Prometheus of our own, for questions of PromQL; without data unless it is told what to scrape. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { answers, startProcess } from '../../src/demo/process.ts';
import { freePort } from './port.ts';

export interface Prometheus {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The answer to an instant query, at a fixed time unless it is given in Unix seconds: its data, or its error. */
  readonly query: (expression: string, time?: number) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export type Answer = { readonly data: unknown } | { readonly error: string };

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
  const url = `http://127.0.0.1:${await freePort()}`;
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const server = await startProcess({
    name: 'Prometheus',
    program,
    args: [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${data ?? join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--log.level=warn',
    ],
    ready: () => answers(`${url}/-/ready`),
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    url,
    query: (expression, time) => query(url, expression, time),
    stop: async () => {
      await server.stop();
      await remove();
    },
  };
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
