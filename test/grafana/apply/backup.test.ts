import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BackupFolder, type Backup } from '../../../src/grafana/backup.ts';
import { filesIn, temporary } from './scenario.ts';

const now = () => new Date('2026-11-22T22:12:04.567Z');

function backup(uid = 'orders', changes: Partial<Backup> = {}): Backup {
  return { uid, content: { uid, title: 'Orders' }, version: 7, folder: { uid: 'home', title: 'Home' }, ...changes };
}

describe('BackupFolder', () => {
  it('makes nothing until there is something to keep', async () => {
    const root = join(temporary(), 'backups');
    const folder = new BackupFolder(root, now);
    expect(() => statSync(root)).toThrow('ENOENT');
    expect(await folder.keep(backup())).toBe(join(root, '20261122T221204Z', 'orders.json'));
    expect(readdirSync(join(root, '20261122T221204Z'))).toEqual(['orders.json']);
  });

  it.each([
    [backup(), { folderUid: 'home', folderTitle: 'Home', url: '/d/orders', version: 7 }],
    [backup('orders', { folder: undefined }), { folderUid: '', url: '/d/orders', version: 7 }],
    [backup('orders', { folder: { uid: 'x', title: undefined } }), { folderUid: 'x', url: '/d/orders', version: 7 }],
  ])('keeps it as the server would give it', async (one, meta) => {
    const file = await new BackupFolder(temporary(), now).keep(one);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ dashboard: one.content, meta });
  });

  it('is for its owner only', async () => {
    const file = await new BackupFolder(temporary(), now).keep(backup());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('never writes where another run of the same second does, nor through a link', async () => {
    const root = temporary();
    const elsewhere = temporary();
    const first = await new BackupFolder(root, now).keep(backup());
    symlinkSync(elsewhere, join(root, '20261122T221204Z-2'));
    const second = await new BackupFolder(root, now).keep(backup());
    expect([first, second].map((file) => basename(dirname(file)))).toEqual(['20261122T221204Z', '20261122T221204Z-3']);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('follows no link that is put into its folder', async () => {
    const root = temporary();
    const folder = new BackupFolder(root, now);
    const precious = join(temporary(), 'precious');
    writeFileSync(precious, 'precious');
    const at = dirname(await folder.keep(backup('one')));
    symlinkSync(precious, join(at, 'two.json'));
    symlinkSync(precious, join(at, 'three.json.tmp'));
    await folder.keep(backup('two'));
    expect(lstatSync(join(at, 'two.json')).isFile()).toBe(true);
    await expect(folder.keep(backup('three'))).rejects.toThrow('the backup cannot be written');
    expect(readFileSync(precious, 'utf8')).toBe('precious');
  });

  it('stays inside of its folder, and keeps apart what a file system may take for one', async () => {
    const root = temporary();
    const folder = new BackupFolder(root, now);
    const files = await Promise.all(['../../x', '..', 'a/b', 'A', 'a'].map((uid) => folder.keep(backup(uid))));
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(5);
    expect(new Set(files.map((file) => dirname(file)))).toEqual(new Set([join(root, '20261122T221204Z')]));
    expect(filesIn(root)).toHaveLength(5);
  });

  it('says why it cannot, and tries again', async () => {
    const root = join(temporary(), 'backups');
    writeFileSync(root, '');
    const folder = new BackupFolder(join(root, 'inner'), now);
    await expect(folder.keep(backup())).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(root),
    });
    const open = join(temporary(), 'open');
    mkdirSync(open);
    const other = new BackupFolder(open, now);
    const file = await other.keep(backup());
    chmodSync(dirname(file), 0o700);
    expect(await other.keep(backup('again'))).toBe(join(dirname(file), 'again.json'));
  });
});
