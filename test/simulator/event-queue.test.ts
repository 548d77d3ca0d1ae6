import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/simulator/event-queue.ts';
import { Line } from '../../src/simulator/line.ts';

const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 });

function drain<T>(queue: EventQueue<T>): readonly T[] {
  const taken: T[] = [];
  for (let event = queue.take(); event !== undefined; event = queue.take()) taken.push(event);
  return taken;
}

describe('events', () => {
  it('come out by time, and those of one time as they went in', () => {
    fc.assert(
      fc.property(times, (list) => {
        const queue = new EventQueue<{ time: number; number: number }>();
        const events = list.map((time, number) => ({ time, number }));
        for (const event of events) queue.add(event.time, event);
        expect(drain(queue)).toEqual(events.toSorted((a, b) => a.time - b.time || a.number - b.number));
      }),
    );
  });

  it('keep their order while others are added', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined })), (steps) => {
        const queue = new EventQueue<{ time: number; number: number }>();
        let model: { time: number; number: number }[] = [];
        for (const [number, time] of steps.entries()) {
          if (time === undefined) {
            expect(queue.due).toBe(model[0]?.time ?? Infinity);
            expect(queue.take()).toEqual(model[0]);
            model = model.slice(1);
          } else {
            queue.add(time, { time, number });
            model = [...model, { time, number }].toSorted((a, b) => a.time - b.time || a.number - b.number);
          }
          expect(queue.size).toBe(model.length);
        }
      }),
    );
  });

  it('there is room for more than at first', () => {
    const queue = new EventQueue<number>();
    for (let index = 0; index < 5000; index += 1) queue.add((index * 7919) % 5000, (index * 7919) % 5000);
    expect(drain(queue)).toEqual(Array.from({ length: 5000 }, (_, index) => index));
  });
});

describe('a line', () => {
  it('lets out first who came first', () => {
    const line = new Line<number>();
    const taken: (number | undefined)[] = [];
    for (let index = 0; index < 10_000; index += 1) {
      line.add(index);
      if (index % 3 > 0) taken.push(line.take());
    }
    expect(line.size).toBe(10_000 - taken.length);
    while (line.size > 0) taken.push(line.take());
    expect(taken).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    expect(line.take()).toBeUndefined();
    expect(line.size).toBe(0);
  });
});
