import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIncident } from '../../src/simulator/incident-text.ts';
import { Incidents, usualConditions } from '../../src/simulator/incidents.ts';
import { refused } from '../support/user-error.ts';

const start = Date.parse('2026-01-14T12:00:00Z') / 1000;

describe('incidents as they are typed', () => {
  it.each([
    ['order-stop', { from: 0, until: 600 }],
    ['order-stop@5m', { from: 300, until: 900 }],
    ['order-stop@5m+90s', { from: 300, until: 390 }],
    ['order-stop@0s+2h', { from: 0, until: 7200 }],
    ['order-stop+5m', { from: 0, until: 300 }],
    ['order-stop@2026-01-14T12:30:00Z', { from: 1800, until: 2400 }],
    ['order-stop@2026-01-14T12:30:00Z+1m', { from: 1800, until: 1860 }],
    ['order-stop@2026-01-14T13:30:00+01:00', { from: 1800, until: 2400 }],
    ['order-stop@2026-01-14T13:30:00+01:00+1m', { from: 1800, until: 1860 }],
    ['order-stop@2026-01-14T11:00:00Z', { from: -3600, until: -3000 }],
  ])('%s', (text, { from, until }) => {
    expect(parseIncident(text, start)).toEqual({ name: 'order-stop', from: start + from, until: start + until });
  });

  it.each([
    ['order-stp', '--incident: there is no incident "order-stp"; nearest: order-stop.'],
    ['fire@5m', '--incident: there is no incident "fire".'],
    ['toString', '--incident: there is no incident "toString".'],
    ['', '--incident: there is no incident "".'],
    ['deploy@', '--incident deploy@: "" is no time.'],
    ['deploy@soon', '--incident deploy@soon: "soon" is no time.'],
    ['deploy@2026-01-14', '--incident deploy@2026-01-14: "2026-01-14" is no time.'],
    ['deploy@5m+0s', '--incident deploy@5m+0s: "0s" is no length of time.'],
    ['deploy@5m+9x', '--incident deploy@5m+9x: "9x" is no length of time.'],
  ])('%j is refused', (text, message) => {
    expect(refused(() => parseIncident(text, start)).message).toBe(message);
  });

  it('all incidents are named with their meaning where one is not known', () => {
    expect(refused(() => parseIncident('x', start)).details).toHaveLength(6);
  });
});

describe('conditions', () => {
  const stop = { name: 'order-stop', from: 100, until: 200 } as const;

  it.each([
    [0, 1],
    [99.9, 1],
    [100, 0],
    [199.9, 0],
    [200, 1],
  ])('at %s the demand is %s', (time, demand) => {
    expect(new Incidents([stop]).conditionsAt(time)).toEqual({ ...usualConditions, demand });
  });

  it('are those of all incidents that are on, whatever the steps in which they are asked for', () => {
    const planned = [
      stop,
      { name: 'slow-database', from: 150, until: 250 },
      { name: 'deploy', from: 120, until: 720 },
      { name: 'deploy', from: 160, until: 760 },
    ] as const;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }), (times) => {
        const incidents = new Incidents(planned);
        for (const time of times.toSorted((a, b) => a - b)) {
          expect(incidents.conditionsAt(time)).toEqual({
            ...usualConditions,
            demand: time >= 100 && time < 200 ? 0 : 1,
            databaseSlowness: time >= 150 && time < 250 ? 40 : 1,
            deploys: (time >= 120 ? 1 : 0) + (time >= 160 ? 1 : 0),
          });
        }
      }),
    );
  });

  it('change at once when an incident is planned or ended', () => {
    const incidents = new Incidents();
    expect(incidents.conditionsAt(10).demand).toBe(1);
    incidents.plan({ name: 'order-stop', from: 10, until: 100 });
    expect(incidents.conditionsAt(10).demand).toBe(0);
    expect(incidents.end('order-stop')).toBe(true);
    expect(incidents.end('order-stop')).toBe(false);
    expect(incidents.conditionsAt(10).demand).toBe(1);
  });

  it('an incident that is planned again takes the place of the one before', () => {
    const incidents = new Incidents([stop]);
    incidents.plan({ name: 'order-stop', from: 100, until: 110 });
    expect(incidents.planned).toEqual([{ name: 'order-stop', from: 100, until: 110 }]);
    expect(incidents.conditionsAt(110).demand).toBe(1);
    expect(incidents.planned).toEqual([]);
  });
});
