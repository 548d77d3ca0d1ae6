/**
 * Chance that is the same at every run with the same seed.
 * Source of the generator: Blackman and Vigna, xoshiro128++ (https://prng.di.unimi.it), which passes the usual tests.
 */

/** A stream of chance. Streams forked by other names do not change it, however much is drawn from them. */
export class Random {
  readonly #path: string;
  readonly #state: Uint32Array;

  /** @param seed any number or text */
  constructor(seed: number | string) {
    this.#path = String(seed);
    this.#state = stateOf(this.#path);
  }

  /** A stream of its own: the same for the same name, whatever has been drawn here before. */
  fork(name: string): Random {
    return new Random(`${this.#path}/${name}`);
  }

  /** A whole number from 0 to 2³² - 1. */
  readonly bits = (): number => {
    const state = this.#state;
    // By place: to take an array apart costs many times as much.
    const a = state[0] ?? 0;
    const b = state[1] ?? 0;
    const c = state[2] ?? 0;
    const d = state[3] ?? 0;
    state[0] = a ^ d ^ b;
    state[1] = b ^ c ^ a;
    state[2] = c ^ a ^ (b << 9);
    state[3] = rotate(d ^ b, 11);
    return (rotate(a + d, 7) + a) >>> 0;
  };

  /** From 0 up to, and without, 1. Bound, so that it can be handed on as a function. */
  readonly next = (): number => this.bits() / 2 ** 32;

  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** The time until the next of things that come independently, `rate` of them each second; infinite where none comes. */
  exponential(rate: number): number {
    return rate > 0 ? -Math.log(1 - this.next()) / rate : Infinity;
  }

  /** A time that half of all stay below, with a tail; `sigma` is the deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    // Box and Muller's way to a normal value; the first factor is kept from the logarithm of 0.
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.next()));
  }

  /** One of the items, each as likely as its weight says. There is one at least. */
  choice<T extends { readonly weight: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    throw new RangeError('there is nothing to choose from');
  }

  /** So many hexadecimal digits; a multiple of 8. */
  hex(digits: number): string {
    let text = '';
    for (let length = 0; length < digits; length += 8) {
      const bits = this.bits();
      text += byte(bits >>> 24) + byte(bits >>> 16) + byte(bits >>> 8) + byte(bits);
    }
    return text;
  }

  /** An id in the form of a UUID of version 4. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = (8 + (this.bits() & 3)).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

const bytes: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function byte(value: number): string {
  return bytes[value & 255] ?? '';
}

function rotate(value: number, by: number): number {
  return ((value << by) | (value >>> (32 - by))) >>> 0;
}

/** Spreads a text over the state: FNV-1a, with a start of its own for each word, and the bits of each mixed through. */
function stateOf(text: string): Uint32Array {
  const state = new Uint32Array(4);
  for (let word = 0; word < state.length; word += 1) {
    let hash = 0x811c9dc5 ^ Math.imul(word + 1, 0x9e3779b9);
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    state[word] = hash ^ (hash >>> 16);
  }
  // All zeros would stay so.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
