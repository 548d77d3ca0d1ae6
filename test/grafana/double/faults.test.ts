/** What the double lets go wrong goes wrong as it says, and its state is as it says. */
import { afterEach, describe, expect, it } from 'vitest';
import { object } from '../../../src/lint/read/json.ts';
import { gateway, startGrafanaDouble, type Fault, type GrafanaDouble } from '../../support/grafana-double/index.ts';

let double: GrafanaDouble;
afterEach(() => double.stop());

/** The status, or that there was none; what is not read to its end counts as none. */
async function save(uid: string, signal?: AbortSignal): Promise<number | 'no answer'> {
  try {
    const response = await fetch(`${double.url}/api/dashboards/db`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ dashboard: { uid, title: uid } }),
      ...(signal === undefined ? {} : { signal }),
    });
    await response.text();
    return response.status;
  } catch {
    return 'no answer';
  }
}

const cases: readonly [Fault, status: number | 'no answer', written: boolean][] = [
  [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 429, false],
  [gateway(504), 504, false],
  [{ kind: 'reset' }, 'no answer', false],
  [{ kind: 'lost' }, 'no answer', true],
  [{ kind: 'truncated' }, 'no answer', true],
  [{ kind: 'garbage' }, 200, true],
  [{ kind: 'login' }, 302, false],
  [{ kind: 'slow', ms: 10 }, 200, true],
  [{ kind: 'silent' }, 'no answer', false],
  [{ kind: 'silent', done: true }, 'no answer', true],
];

describe('a fault of the double', () => {
  it.each(cases)('%j', async (fault, status, written) => {
    double = await startGrafanaDouble();
    double.fault({ method: 'POST', path: '/api/dashboards/db', nth: 2 }, fault);
    expect(await save('first')).toBe(200);
    const patience = AbortSignal.timeout(fault.kind === 'silent' ? 100 : 5000);
    expect(await save('second', patience)).toBe(status);
    expect((await double.dashboard('second')) !== undefined).toBe(written);
    expect(await save('third')).toBe(200);
    expect(double.writes().map(({ body }) => object(body?.['dashboard'])['uid'])).toEqual(
      written ? ['first', 'second', 'third'] : ['first', 'third'],
    );
  });

  it('is a restart, after which the same state is served at the same address', async () => {
    double = await startGrafanaDouble();
    expect(await save('first')).toBe(200);
    double.fault({ path: '/api/dashboards/db' }, { kind: 'restart', ms: 50, done: true });
    expect(await save('second')).toBe('no answer');
    await expect.poll(() => save('third'), { timeout: 5000, interval: 20 }).toBe(200);
    expect([...double.state.dashboards.keys()]).toEqual(['first', 'second', 'third']);
  });
});

describe('a hook of the double', () => {
  it('lets somebody write between two requests', async () => {
    double = await startGrafanaDouble();
    await save('one');
    double.before({ path: '/api/dashboards/db' }, () => double.edit('one', (now) => ({ ...now, x: 1 }), 'pat'));
    expect(await save('one')).toBe(412);
    expect((await double.versionsOf('one')).map(({ createdBy }) => createdBy)).toEqual(['pat', 'admin']);
  });
});
