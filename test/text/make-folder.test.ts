/** Folders are made with all above them, and what cannot be made is said instead of tried for ever. */
import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/text/make-folder.ts';
import { temporaryFolder } from '../support/program.ts';

describe('making a folder', () => {
  it('makes those above it, with the mode that is asked for', () => {
    const top = temporaryFolder();
    const path = join(top, 'a', 'b', 'c');
    makeFolder(path, 0o711);
    for (const made of [path, join(top, 'a')]) expect(statSync(made).mode & 0o777).toBe(0o711);
    makeFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o711);
  });

  it('goes through a link to a folder', () => {
    const top = temporaryFolder();
    symlinkSync(temporaryFolder(), join(top, 'link'));
    makeFolder(join(top, 'link', 'a'));
    expect(existsSync(join(top, 'link', 'a'))).toBe(true);
  });

  it.each([
    ['is a file', 'file', 'EEXIST'],
    ['is below a file', 'file/a/b', 'ENOTDIR'],
    ['is a link to nothing', 'nowhere', 'EEXIST'],
  ])('throws where the name %s', (_, name, code) => {
    const top = temporaryFolder();
    writeFileSync(join(top, 'file'), '');
    symlinkSync(join(top, 'missing'), join(top, 'nowhere'));
    expect(() => makeFolder(join(top, name))).toThrow(expect.objectContaining({ code }));
  });

  it.runIf(process.platform === 'linux')('ends where the file system takes no folders', () => {
    expect(() => makeFolder('/proc/dashboards/a')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
