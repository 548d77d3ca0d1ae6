import { describe, expect, it } from 'vitest';
import type { RunningProcess } from '../../src/demo/process.ts';
import { Running } from '../../src/demo/running.ts';

describe('parts that run together', () => {
  it('stop in the reverse of their order, each once', async () => {
    const running = new Running();
    const stopped: string[] = [];
    for (const name of ['database', 'service', 'monitoring']) await running.add(() => part(name, stopped));
    const told: string[] = [];
    await running.stop((line) => told.push(line));
    await running.stop();
    expect(stopped).toEqual(['monitoring', 'service', 'database']);
    expect(told[0]).toBe('stopping monitoring');
  });

  it('that do not start are not among them', async () => {
    const running = new Running();
    const stopped: string[] = [];
    await running.add(() => part('database', stopped));
    await expect(running.add(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await running.stop();
    expect(stopped).toEqual(['database']);
  });

  it('tell which of them ends first, with its log', async () => {
    const running = new Running();
    await running.add(() => part('database', []));
    await running.add(() => part('service', [], Promise.resolve('out of memory\n')));
    expect(await running.firstEnd()).toEqual({ name: 'service', log: 'out of memory\n' });
  });
});

function part(name: string, stopped: string[], ended = new Promise<string>(() => undefined)): Promise<RunningProcess> {
  return Promise.resolve({
    name,
    ended,
    stop: () => {
      stopped.push(name);
      return Promise.resolve();
    },
  });
}
