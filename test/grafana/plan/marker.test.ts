import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pushMessage, readMarker } from '../../../src/grafana/marker.ts';

const hash = '0123456789abcdef0123456789abcdef';
const uids = fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/).filter((uid) => uid !== '-');

describe('the marker of a push', () => {
  it('is read by people', () => {
    expect(pushMessage({ hash, folderUid: 'orders', commit: 'abc1234+' })).toBe(
      `order-dashboards: content ${hash} in orders, commit abc1234+`,
    );
    expect(pushMessage({ hash, folderUid: undefined, commit: undefined })).toBe(
      `order-dashboards: content ${hash} in -`,
    );
  });

  it('is read back, and takes no more than Grafana keeps', () => {
    const commits = fc.option(fc.stringMatching(/^[0-9a-f]{7,64}\+?$/), { nil: undefined });
    fc.assert(
      fc.property(fc.option(uids, { nil: undefined }), commits, (folderUid, commit) => {
        const message = pushMessage({ hash, folderUid, commit });
        expect(readMarker(message)).toEqual({ hash, folderUid, commit });
        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(500);
      }),
    );
  });

  it.each([
    '',
    ', commit ',
    ', commit 12345',
    ', commit 1234567++',
    ', commit 1234567 of main',
    ', commit HEAD',
    ', commit --all',
    ', commit ABCDEF1',
    `, commit ${'1'.repeat(65)}`,
    ',commit 1234567',
    ', by hand, commit 1234567',
  ])('names no commit with "%s"', (end) => {
    const message = `order-dashboards: content ${hash} in orders${end}`;
    expect(readMarker(message)).toEqual({ hash, folderUid: 'orders', commit: undefined });
  });

  it('takes no more than Grafana keeps, however long the commit is', () => {
    const message = pushMessage({ hash, folderUid: 'f'.repeat(40), commit: 'é'.repeat(900) });
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(500);
  });

  it.each([
    '',
    'Initial save',
    'Restored from version 3',
    `see order-dashboards: content ${hash} in orders`,
    `order-dashboards: content ${hash.slice(1)} in orders`,
    `order-dashboards: content ${hash}0 in orders`,
    `order-dashboards: content ${hash.toUpperCase()} in orders`,
    `order-dashboards: content ${hash} in `,
    `order-dashboards: content ${hash} in orders and elsewhere`,
  ])('is not found in "%s"', (message) => {
    expect(readMarker(message)).toBeUndefined();
  });
});
