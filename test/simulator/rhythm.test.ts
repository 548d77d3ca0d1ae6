import { describe, expect, it } from 'vitest';
import { demandAt, highestDemand } from '../../src/simulator/rhythm.ts';

const week = 7 * 86_400;
const monday = Date.parse('2026-01-12T00:00:00Z') / 1000;
const minutes = Array.from({ length: week / 60 }, (_, index) => demandAt(monday + index * 60));
const at = (time: string): number => demandAt(Date.parse(time) / 1000);

describe('the rhythm of orders', () => {
  it('is 1 on average over a week', () => {
    expect(minutes.reduce((sum, value) => sum + value, 0) / minutes.length).toBeCloseTo(1, 6);
  });

  it('is never below 0.3, and never above the highest that is said', () => {
    expect(Math.min(...minutes)).toBeGreaterThan(0.3);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(highestDemand);
    expect(Math.max(...minutes)).toBeGreaterThan(highestDemand * 0.8);
  });

  it('is the same a week later', () => {
    for (const hour of [0, 31, 77, 166]) {
      expect(demandAt(monday + hour * 3600 + week)).toBeCloseTo(demandAt(monday + hour * 3600), 6);
    }
  });

  it('is higher by day than at night, and in the middle of the week than at its end', () => {
    expect(at('2026-01-14T14:00:00Z')).toBeGreaterThan(2 * at('2026-01-14T03:00:00Z'));
    expect(at('2026-01-14T14:00:00Z')).toBeGreaterThan(1.1 * at('2026-01-17T14:00:00Z'));
  });
});
