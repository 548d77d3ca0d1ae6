/** A push that is ended in the middle by a signal. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { asking, begun, small, source } from '../support/grafana-program.ts';
import { pushShape } from './grafana-shapes.ts';

const names = Array.from({ length: 6 }, (_, index) => `d${index}`);
const folder = source(Object.fromEntries(names.map((name) => [name, small(name)])));
const args = ['push', '--source', folder, '--concurrency', '2', '--json'];
const saves = { method: 'POST', path: '/api/dashboards/db' };

let grafana: GrafanaDouble;
let token = '';

beforeEach(async () => {
  grafana = await startGrafanaDouble();
  token = grafana.tokenOf('Editor');
});

afterEach(() => grafana.stop());

const there = () => names.filter((name) => grafana.state.dashboards.has(name));

it('while it reads: it ends at once, and has written nothing', async () => {
  grafana.fault({ path: '/api/search' }, { kind: 'silent' });
  const { child, outcome } = begun(grafana.url, token, args);
  grafana.before({ path: '/api/search' }, () => void child.kill('SIGINT'));
  const { code, stdout, stderr } = await outcome;
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toContain('Error: The questions to Grafana were interrupted.\nNext: Run it again.\n');
  expect(grafana.writes()).toEqual([]);
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s while it writes', (signal) => {
  it('finishes what is under way, with the read that shows what became of it', async () => {
    const { child, outcome } = begun(grafana.url, token, args);
    grafana.before({ ...saves, nth: 3 }, () => void child.kill(signal));
    // Both that may be under way then.
    grafana.fault({ ...saves, nth: 3, times: 2 }, { kind: 'lost' });
    // The program has its signal before it has its answer.
    grafana.fault({ path: '/apis/dashboard.grafana.app', nth: 8, times: 2 }, { kind: 'slow', ms: 100 });
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(5);
    expect(stderr).toMatch(/Error: The push was interrupted: \d dashboards written; \d were left alone\.\n/);
    const { dashboards, stopped } = pushShape.parse(JSON.parse(stdout));
    expect(stopped).toBe('interrupted');
    expect(dashboards.filter(({ outcome }) => outcome === 'done').map(({ uid }) => uid)).toEqual(there());
    expect(dashboards.filter(({ outcome }) => outcome === 'left')).toHaveLength(names.length - there().length);
  });
});

it('a second Ctrl-C ends it at once', async () => {
  const { child, outcome } = begun(grafana.url, token, args);
  grafana.fault({ ...saves, times: 2 }, { kind: 'silent' });
  grafana.before(saves, () => void child.kill('SIGINT'));
  grafana.before({ ...saves, nth: 2 }, () => void setTimeout(() => child.kill('SIGINT'), 100));
  expect(await outcome).toMatchObject({ code: null, stdout: '' });
  expect(child.signalCode).toBe('SIGINT');
});

it('killed in the middle: the next push ends in the same state, and writes nothing twice', async () => {
  const { child, outcome } = begun(grafana.url, token, args);
  grafana.after({ ...saves, nth: 3 }, () => void child.kill('SIGKILL'));
  await outcome;
  expect(child.signalCode).toBe('SIGKILL');
  expect(there().length).toBeGreaterThan(2);
  expect(await asking(grafana.url, token)(...args)).toMatchObject({ code: 0 });
  expect(there()).toEqual(names);
  for (const { versions } of grafana.state.dashboards.values()) expect(versions).toHaveLength(1);
});
