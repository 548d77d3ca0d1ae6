/** What happens next: a heap of events by time. Events at the same time come out in the order in which they went in. */

/** As many as there is room for at first; it doubles. */
const atFirst = 1024;

export class EventQueue<T> {
  /** Three columns of one heap: times and numbers lie in memory as they are, without an object for each event. */
  #times = new Float64Array(atFirst);
  #numbers = new Float64Array(atFirst);
  readonly #events: T[] = [];
  #next = 0;

  get size(): number {
    return this.#events.length;
  }

  /** When the next event is due; infinite where there is none. */
  get due(): number {
    return this.#events.length === 0 ? Infinity : (this.#times[0] ?? Infinity);
  }

  add(time: number, event: T): void {
    let index = this.#events.length;
    if (index === this.#times.length) this.#grow();
    this.#events.push(event);
    const number = this.#next;
    this.#next += 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(time, number, parent)) break;
      this.#copy(parent, index);
      index = parent;
    }
    this.#put(index, time, number, event);
  }

  /** Takes the next event out. */
  take(): T | undefined {
    const first = this.#events[0];
    const size = this.#events.length - 1;
    const last = this.#events.pop();
    if (last === undefined || size === 0) return first;
    const time = this.#times[size] ?? 0;
    const number = this.#numbers[size] ?? 0;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#isBefore(this.#times[right] ?? 0, this.#numbers[right] ?? 0, child)) child = right;
      if (this.#isBefore(time, number, child)) break;
      this.#copy(child, index);
      index = child;
    }
    this.#put(index, time, number, last);
    return first;
  }

  #isBefore(time: number, number: number, other: number): boolean {
    const otherTime = this.#times[other] ?? 0;
    return time < otherTime || (time === otherTime && number < (this.#numbers[other] ?? 0));
  }

  #copy(from: number, to: number): void {
    const event = this.#events[from];
    if (event !== undefined) this.#put(to, this.#times[from] ?? 0, this.#numbers[from] ?? 0, event);
  }

  #put(index: number, time: number, number: number, event: T): void {
    this.#times[index] = time;
    this.#numbers[index] = number;
    this.#events[index] = event;
  }

  #grow(): void {
    this.#times = doubled(this.#times);
    this.#numbers = doubled(this.#numbers);
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(values.length * 2);
  more.set(values);
  return more;
}
