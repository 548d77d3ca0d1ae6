/** The heap of a Go program: it grows with what is allocated, and is collected when it has doubled. */

const megabyte = 1024 * 1024;
/** What stays after a collection. */
const live = 14 * megabyte;
/** Go lets the heap double before it collects, unless GOGC says otherwise. */
const goal = 2 * live;
/** How many pauses Go's quantiles are of. */
const remembered = 256;

export class Heap {
  /** Bytes allocated since the start. */
  allocated = live;
  /** When garbage was last collected, in Unix seconds; 0 is never. */
  collectedAt = 0;
  collections = 0;
  /** Of all collections, in seconds. */
  paused = 0;
  #sinceCollection = 0;
  readonly #pauses: number[] = [];

  /** Allocates evenly from one moment to another, in Unix seconds. @param chance from 0 up to 1 */
  allocate(bytes: number, from: number, to: number, chance: () => number): void {
    const room = goal - live;
    this.allocated += bytes;
    const collections = Math.floor((this.#sinceCollection + bytes) / room);
    this.#sinceCollection += bytes - collections * room;
    if (collections === 0) return;
    this.collections += collections;
    this.collectedAt = to - (this.#sinceCollection / bytes) * (to - from);
    for (let index = 0; index < Math.min(collections, remembered); index += 1) this.#pause(chance);
  }

  /** Bytes of objects, those included that the next collection frees. */
  get objects(): number {
    return live + this.#sinceCollection;
  }

  /** At how many bytes of objects garbage is collected next. */
  get next(): number {
    return goal;
  }

  /** For each share the pause that so many of the last ones are no longer than, in seconds. */
  pauses(shares: readonly number[]): readonly number[] {
    const sorted = Float64Array.from(this.#pauses).sort();
    return shares.map((share) => sorted[Math.round(share * (sorted.length - 1))] ?? 0);
  }

  #pause(chance: () => number): void {
    const seconds = 2e-5 + 6e-5 * chance() + (chance() > 0.98 ? 4e-4 * chance() : 0);
    this.paused += seconds;
    this.#pauses.push(seconds);
    if (this.#pauses.length > remembered) this.#pauses.shift();
  }
}
