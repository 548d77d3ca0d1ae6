/** Stacks that do not come to stand: what was started is stopped again, and what went wrong is told. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBlocks } from '../../src/demo/history.ts';
import { freePorts, portNames, refuseTaken, type Ports } from '../../src/demo/ports.ts';
import { startStack, type StackOptions } from '../../src/demo/stack.ts';
import { processesWith } from '../support/processes.ts';
import { rejected } from '../support/user-error.ts';
import { waitFor } from '../support/wait.ts';

describe('a stack', () => {
  let folder = '';
  let ports: Ports;
  let told: string[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dashboards-stack-test-'));
    chmodSync(folder, 0o711);
    ports = await freePorts();
    told = [];
  });

  afterEach(() => {
    for (const { pid } of processesWith(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function options(changed: Partial<StackOptions>): StackOptions {
    return {
      found: {},
      ports,
      environment: 'production',
      scrapeInterval: '1s',
      rate: 0.1,
      data: join(folder, 'data'),
      tell: (line) => told.push(line),
      signal: new AbortController().signal,
      ...changed,
    };
  }

  /** A program that says something, leaves a file that tells of it, and does what it is given. */
  function program(name: string, script: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "$0 says why"\ntouch ${folder}/${name}.ran\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('stops what it has started when a part ends at once, and tells what that said', async () => {
    const prometheus = program('prometheus', 'exit 7');
    const error = await rejected(() => startStack(options({ found: { prometheus } })));
    expect(error.message).toBe('Prometheus did not start: it ended with 7.');
    expect(error.details).toEqual([`${prometheus} says why`]);
    expect(error.exit).toBe(4);
    expect(told).toEqual(['started the simulator', 'stopping the simulator']);
    await refuseTaken(ports, portNames);
  });

  it('is interrupted while a part starts: it and those before it are stopped', async () => {
    const prometheus = program('prometheus', 'exec sleep 60');
    const controller = new AbortController();
    const stack = startStack(options({ found: { prometheus }, signal: controller.signal }));
    const outcome = stack.then(
      () => 'started',
      () => 'interrupted',
    );
    await waitFor('Prometheus', () => existsSync(join(folder, 'prometheus.ran')));
    controller.abort();
    expect(await outcome).toBe('interrupted');
    expect(told.at(-1)).toBe('stopping the simulator');
    await refuseTaken(ports, portNames);
  });

  it('is interrupted while its history is written: what lies between is gone', async () => {
    const prometheus = program('prometheus', 'exec sleep 60');
    const promtool = program('promtool', 'exec sleep 60');
    const controller = new AbortController();
    const outcome = startStack(
      options({ found: { prometheus, promtool }, history: { days: 1, step: '5m' }, signal: controller.signal }),
    ).then(
      () => 'started',
      () => 'interrupted',
    );
    await waitFor('promtool', () => existsSync(join(folder, 'promtool.ran')));
    controller.abort();
    expect(await outcome).toBe('interrupted');
    expect(readdirSync(join(folder, 'data'))).toEqual(['prometheus']);
    expect(existsSync(join(folder, 'prometheus.ran'))).toBe(false);
    await refuseTaken(ports, portNames);
  });

  it('ends when promtool fails, and says why', async () => {
    const prometheus = program('prometheus', 'exec sleep 60');
    const promtool = program('promtool', 'echo "no room" >&2; exit 3');
    const error = await rejected(() =>
      startStack(options({ found: { prometheus, promtool }, history: { days: 3, step: '5m', targets: 'api' } })),
    );
    expect(error.message).toMatch(/^promtool makes no blocks of .*history-\d{4}-\d{2}-\d{2}\.om\.$/);
    expect(error.details?.join()).toContain('no room');
    expect(readdirSync(join(folder, 'data'))).toEqual(['prometheus']);
    expect(existsSync(join(folder, 'prometheus.ran'))).toBe(false);
  });

  it('makes blocks of each day once, and leaves nothing between', async () => {
    const prometheus = program('prometheus', 'exit 1');
    const promtool = program('promtool', `echo "$*" >> "$0.calls"`);
    await rejected(() =>
      startStack(options({ found: { prometheus, promtool }, history: { days: 3, step: '5m', targets: 'api' } })),
    );
    const calls = readFileSync(`${promtool}.calls`, 'utf8').trimEnd().split('\n');
    const slices = calls.map((call) => /history-\d{4}-\d{2}-\d{2}\.om/.exec(call)?.[0]);
    expect(calls.length).toBeGreaterThanOrEqual(3);
    expect(new Set(slices).size).toBe(calls.length);
    expect(readdirSync(join(folder, 'data'))).toEqual(['prometheus']);
    expect(existsSync(join(folder, 'prometheus.ran'))).toBe(true);
  });

  it('writes no history where the folder has blocks already', async () => {
    const promtool = program('promtool', 'exit 1');
    const prometheus = program('prometheus', 'exit 1');
    const blocks = join(folder, 'data', 'prometheus', 'data');
    mkdirSync(join(blocks, '01HF0000000000000000000000'), { recursive: true });
    await rejected(() => startStack(options({ found: { prometheus, promtool }, history: { days: 1 } })));
    expect(existsSync(join(folder, 'promtool.ran'))).toBe(false);
    expect(existsSync(join(folder, 'prometheus.ran'))).toBe(true);
  });

  it("says that it does not find Grafana's home, and how to name it", async () => {
    const grafana = program('grafana', 'exit 1');
    const error = await rejected(() => startStack(options({ found: { grafana } })));
    // On a machine with Grafana's package it has a home, and does not start for another reason.
    if (!existsSync('/usr/share/grafana')) expect(error.next).toContain('--homepath');
    await refuseTaken(ports, portNames);
  });
});

describe('blocks of a Prometheus', () => {
  it.each([
    [[], false],
    [['wal', 'chunks_head', 'lock'], false],
    [['wal', '01HF0000000000000000000000'], true],
  ])('%j: %s', async (names, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboards-blocks-'));
    for (const name of names) mkdirSync(join(folder, name));
    expect(await hasBlocks(folder)).toBe(expected);
    rmSync(folder, { recursive: true });
  });

  it('are none where there is no folder', async () => {
    expect(await hasBlocks('/nowhere')).toBe(false);
  });
});
