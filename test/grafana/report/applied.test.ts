import { describe, expect, it } from 'vitest';
import { exitCode } from '../../../src/errors/exit-code.ts';
import type { Applied, Done, Outcome } from '../../../src/grafana/outcome.ts';
import { appliedJson } from '../../../src/grafana/report/applied-json.ts';
import { appliedText } from '../../../src/grafana/report/applied-text.ts';
import { closingOf } from '../../../src/grafana/report/closing.ts';
import { destroyedLines, refuseManyDeletions } from '../../../src/grafana/report/destroyed.ts';
import { columnsOf } from '../../../src/text/columns.ts';
import { refused as refusal } from '../../support/user-error.ts';
import { everything, facts, folders, placeOf, plan, retired, steps } from './plans.ts';

function done<Step>(step: Step, outcome: Outcome = { kind: 'done' }, backup?: string): Done<Step> {
  return { step, outcome, backup };
}

const nothing: Outcome = { kind: 'nothing' };
const left = (reason: string): Outcome => ({ kind: 'left', reason });
const refused: Outcome = { kind: 'failed', reason: 'Permissions needed: dashboards:create', permission: true };

function applied(more: Partial<Applied>): Applied {
  return { plan: plan({}), folders: [], dashboards: [], retired: [], emptied: [], stopped: undefined, ...more };
}

const mixed = applied({
  plan: everything,
  folders: [done(folders.create), done(folders.move)],
  dashboards: [
    done(steps.leave, nothing),
    done(steps.create),
    done(steps.renamed, refused),
    done(steps.update, { kind: 'changed-since' }),
    done(steps.move),
    done(steps.forced, { kind: 'done' }, 'backups/20261122T101400Z/op-stock.json'),
    done(steps.edited, left('a conflict')),
    done(steps.moved, left('a conflict')),
    done(steps.unknown, left('a conflict')),
    done(steps.managed, left('managed')),
    done(steps.unreadable, left('unreadable')),
    done(steps.impossible, left('its folder')),
  ],
  retired: [
    done(retired.delete, { kind: 'done' }, 'backups/20261122T101400Z/op-gone.json'),
    done(retired.keep, nothing),
  ],
});

describe('appliedText', () => {
  it.each([60, 80, 120])('has everything within %i columns', async (width) => {
    const text = appliedText(mixed, { width, placeOf, flags: ' --env staging' });
    for (const line of text.split('\n')) {
      // A path stays whole, so that it can be copied.
      if (!line.includes('backups/')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    }
    await expect(text).toMatchFileSnapshot(`golden/applied-${width}.txt`);
  });

  it.each([
    ['created', done(steps.create), '+ Payments  Order processing  created '],
    ['with a new uid', done(steps.renamed), 'created, in place of op-returns'],
    ['updated', done(steps.update), '~ Orders  Order processing  updated '],
    ['moved', done(steps.move), '> Carts  Order processing  moved '],
    [
      'overwritten',
      done(steps.forced, { kind: 'done' }, 'b/x.json'),
      'overwritten  dashboards/stock.ts\n    backup: b/x.json\n',
    ],
    [
      'failed',
      done(steps.create, refused),
      '! Payments  Order processing  failed  dashboards/payments.ts\n    Permissions needed: dashboards:create\n',
    ],
    [
      'left',
      done(steps.create, left('its folder failed')),
      '! Payments  Order processing  left  dashboards/payments.ts\n    its folder failed\n',
    ],
    ['changed since', done(steps.update, { kind: 'changed-since' }), 'left, changed meanwhile  dashboards/orders.ts\n'],
    [
      'unsure',
      done(steps.update, { kind: 'unsure', reason: 'it closed the connection' }),
      'not certain  dashboards/orders.ts\n    it may or may not have been written',
    ],
    [
      'a conflict, in the words of the plan',
      done(steps.edited, left('x')),
      '! Shipping  Order processing  edited in Grafana; ',
    ],
  ])('says what is %s', (_, one, words) => {
    expect(appliedText(applied({ dashboards: [one] }))).toContain(words);
  });

  it('says of a push that had nothing to do only that', () => {
    expect(
      appliedText(applied({ folders: [done(folders.leave, nothing)], dashboards: [done(steps.leave, nothing)] })),
    ).toBe('Dashboards: 1 unchanged\n');
  });
});

it('what had no turn is counted when a push was stopped, and listed when all is asked for', () => {
  const rest = ['interrupted before its turn', 'interrupted before its turn'].map((reason) =>
    done(steps.create, left(reason)),
  );
  const result = applied({
    stopped: 'interrupted',
    dashboards: [done(steps.update), ...rest, done(steps.edited, left('x'))],
  });
  const text = appliedText(result);
  expect(text).toContain('2 dashboards had no turn any more; --all lists them.\n');
  expect(text).not.toContain('Payments');
  expect(text).toContain('! Shipping');
  expect(appliedText(result, { all: true }).match(/! Payments/g)).toHaveLength(2);
});

describe('appliedJson', () => {
  it('has every step with its outcome', async () => {
    await expect(appliedJson(mixed, facts, placeOf)).toMatchFileSnapshot('golden/applied.json');
  });

  it.each([
    ['all is done', applied({ dashboards: [done(steps.create), done(steps.leave, nothing)] }), true, true],
    ['one is left', applied({ dashboards: [done(steps.edited, left('x'))] }), false, true],
    ['a retired one is kept', applied({ retired: [done(retired.keep, nothing)] }), true, true],
    ['a deletion failed', applied({ retired: [done(retired.delete, refused)] }), false, true],
    ['it was interrupted', applied({ stopped: 'interrupted' }), false, false],
    ['a file cannot be pushed', applied({ plan: plan({ unusable: [{ file: 'a', reason: 'b' }] }) }), false, true],
  ])('ok and complete where %s', (_, result, ok, complete) => {
    expect(JSON.parse(appliedJson(result, facts, placeOf))).toMatchObject({ ok, complete });
  });
});

describe('closingOf', () => {
  it('is silent where all is done', () => {
    expect(closingOf(applied({}), exitCode.done)).toBeUndefined();
  });

  it.each([
    [
      'conflicts',
      applied({ dashboards: [done(steps.create), done(steps.edited, left('x'))] }),
      /^Not everything is as the code says: 1 dashboard written; 1 was left alone\.$/,
      /See above/,
    ],
    [
      'a permission',
      applied({ dashboards: [done(steps.create, refused)] }),
      /1 failed/,
      /permissions that are named above/,
    ],
    [
      'an interruption',
      applied({ stopped: 'interrupted', dashboards: [done(steps.create, left('x'))] }),
      /^The push was interrupted: /,
      /not written twice/,
    ],
    ['the time limit', applied({ stopped: 'time-limit' }), /ran into its time limit/, /--limit/],
    [
      'a change meanwhile',
      applied({ dashboards: [done(steps.update, { kind: 'changed-since' })] }),
      /1 was left alone/,
      /push again/,
    ],
    [
      'a lost answer',
      applied({ dashboards: [done(steps.update, { kind: 'unsure', reason: 'x' })] }),
      /1 is not certain/,
      /push again/,
    ],
    [
      'files',
      applied({ plan: plan({ unusable: [{ file: 'a', reason: 'b' }] }) }),
      /1 file cannot be pushed/,
      /Mend the files/,
    ],
    ['folders', applied({ folders: [done(folders.conflict, left('x'))] }), /1 folder as before/, /See above/],
  ])('says what is left, and what to do: %s', (_, result, message, next) => {
    const closing = closingOf(result, exitCode.partial);
    expect(closing?.message).toMatch(message);
    expect(closing?.next).toMatch(next);
    expect(closing?.exit).toBe(exitCode.partial);
  });
});

describe('before anything is taken away', () => {
  it('each overwritten and deleted dashboard is named, with whose it is and what is lost', () => {
    const lines = destroyedLines(
      plan({ dashboards: [steps.forced, steps.create], retired: [retired.delete, retired.keep] }),
      placeOf,
    );
    expect(lines[0]).toBe('overwrites "Stock" (op-stock): the edit of anna, bert, 2026-11-22 10:14 UTC (version 7)');
    expect(lines.slice(1, -1).join('\n')).toMatch(/^ {2}.*"Orders per second".*dashboards\/panels\/orders\.ts:42/s);
    expect(lines.at(-1)).toBe('deletes "Gone" (op-gone), which the code no longer has');
  });

  it.each([
    [10, false, false],
    [11, false, true],
    [11, true, false],
  ])('%i deletions, meant: %s, refused: %s', (number, meant, isRefused) => {
    const many = plan({ retired: [...Array.from({ length: number }, () => retired.delete), retired.keep] });
    if (!isRefused) {
      expect(() => refuseManyDeletions(many, meant)).not.toThrow();
      return;
    }
    const error = refusal(() => refuseManyDeletions(many, meant));
    expect(error.message).toBe('This push would delete 11 dashboards; nothing was done.');
    expect(error.details[0]).toBe('Gone (op-gone)');
    expect(error.exit).toBe(exitCode.usage);
  });
});
