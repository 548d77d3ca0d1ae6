import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nameDefects } from '../../src/dashboard/refuse.ts';
import { identifierOf, inWords, refuseName } from '../../src/scaffold/name.ts';
import { refused } from '../support/user-error.ts';

describe('a name that cannot be', () => {
  test.each([
    ['Order Flow!', 'Did you mean order-flow?'],
    ['orderFlow', 'Did you mean order-flow?'],
    ['order--flow', 'Did you mean order-flow?'],
    ['-orders-', 'Did you mean orders?'],
    ['Übersicht', 'Did you mean ubersicht?'],
    ['orders.ts', 'Did you mean orders-ts?'],
    ['../../etc/passwd', 'Did you mean etc-passwd?'],
    ['orders-of-the-last-two-years', 'Did you mean orders-of-the-last-two?'],
    ['', 'Choose a name such as order-flow.'],
    ['注文', 'Choose a name such as order-flow.'],
  ])('"%s" is refused: %s', (name, next) => {
    const error = refused(() => refuseName(name));
    expect(error.message).toBe(`A dashboard cannot be called "${name}".`);
    expect(error.details.join()).toContain('at most 23 characters a-z, 0-9 and single hyphens');
    expect(error.next).toBe(next);
  });

  it('what is suggested would do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        if (nameDefects(name).length === 0) return;
        const [, meant] = /^Did you mean (.*)\?$/.exec(refused(() => refuseName(name)).next) ?? [];
        if (meant !== undefined) expect(nameDefects(meant)).toEqual([]);
      }),
    );
  });
});

test.each([
  ['orders', 'orders', 'Orders'],
  ['order-flow', 'orderFlow', 'Order flow'],
  ['http-api', 'httpApi', 'HTTP API'],
  ['class', 'classDashboard', 'Class'],
  ['await', 'awaitDashboard', 'Await'],
  ['global-this', 'globalThisDashboard', 'Global this'],
  ['settings', 'settingsDashboard', 'Settings'],
  ['rate', 'rateDashboard', 'Rate'],
  ['2fa', 'dashboard2fa', '2fa'],
  ['p-95', 'p95', 'P 95'],
])('%s is the function %s and the title %s', (name, identifier, title) => {
  expect(identifierOf(name)).toBe(identifier);
  expect(inWords(name)).toBe(title);
});

test('the property of a metric in words', () => {
  expect(inWords('httpRequestDuration')).toBe('HTTP request duration');
});
