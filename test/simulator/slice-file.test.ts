/** Slices of history come to their place whole, or not at all. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sliceName, slicesIn, writeSlice } from '../../src/simulator/backfill/slice-file.ts';
import { temporaryFolder } from '../support/program.ts';
import { rejected } from '../support/user-error.ts';

const name = 'history-2026-11-22.om';
const calm = new AbortController().signal;

describe('slices', () => {
  it('are named after the day in UTC', () => {
    expect(sliceName(Date.parse('2026-11-22T00:00:00Z') / 1000)).toBe(name);
    expect(sliceName(Date.parse('2026-11-22T23:59:59.9Z') / 1000)).toBe(name);
    expect(sliceName(Date.parse('2026-11-21T23:59:59Z') / 1000)).toBe('history-2026-11-21.om');
  });

  it('replace an earlier one, and are told by their size in bytes', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), 'earlier');
    expect(await writeSlice(folder, name, ['ä', 'b'], calm)).toBe(3);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('äb');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('that are interrupted leave the earlier one, and nothing beside it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), 'earlier');
    const controller = new AbortController();
    const reason = new Error('enough');
    function* pieces() {
      yield 'half';
      expect(readdirSync(folder)).toHaveLength(2);
      controller.abort(reason);
      yield 'more';
    }
    await expect(writeSlice(folder, name, pieces(), controller.signal)).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('earlier');
  });

  it('that cannot come to their place say so, and leave nothing', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, name));
    const error = await rejected(() => writeSlice(folder, name, ['a'], calm));
    expect(error.message).toContain(`${join(folder, name)} cannot be written`);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('are found in a folder, which is made where there is none', async () => {
    const folder = join(temporaryFolder(), 'new', 'one');
    expect(await slicesIn(folder)).toEqual([]);
    for (const file of [name, 'history-2026-11-20.om', `.${name}.12`, 'notes.txt'])
      writeFileSync(join(folder, file), '');
    expect(await slicesIn(folder)).toEqual(['history-2026-11-20.om', name]);
  });

  it.runIf(process.platform === 'linux')('are refused at once where no folder can be made', async () => {
    const error = await rejected(() => slicesIn('/proc/dashboards'));
    expect(error.message).toBe('/proc/dashboards cannot be written (ENOENT).');
  });
});
