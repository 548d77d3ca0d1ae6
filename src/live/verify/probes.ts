/** Small questions that verify asks beside the queries themselves; each once, however many panels want to know. */
import type { Node, SelectorNode } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import type { Prometheus, Series, Window } from '../prometheus/prometheus.ts';

/** When a query is asked: over a time range, or at one time. */
export type Moment =
  | { readonly kind: 'range'; readonly window: Window; readonly step: number }
  | { readonly kind: 'instant'; readonly at: number };

/** The end of a moment, in Unix seconds. */
export function endOf(moment: Moment): number {
  return moment.kind === 'range' ? moment.window.to : moment.at;
}

export class Probes {
  readonly #prometheus: Prometheus;
  readonly #window: Window;
  readonly #answers = new Map<string, Promise<readonly Series[]>>();
  readonly #ages = new Map<string, Promise<number | undefined>>();
  #names: Promise<readonly string[]> | undefined;
  #jobs: Promise<ReadonlyMap<string, boolean>> | undefined;

  /** @param window the time range of the dashboard */
  constructor(prometheus: Prometheus, window: Window) {
    this.#prometheus = prometheus;
    this.#window = window;
  }

  /** The series of an expression. @throws as {@link Prometheus.instant} */
  series(node: Node, moment: Moment): Promise<readonly Series[]> {
    return this.#series(print(node), moment);
  }

  #series(query: string, moment: Moment): Promise<readonly Series[]> {
    const key = JSON.stringify([query, moment]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const asked =
      moment.kind === 'instant'
        ? this.#prometheus.instant(query, moment.at)
        : this.#prometheus.range(query, { ...moment.window, step: moment.step });
    const answer = asked.then(({ series }) => series);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Every name of a series that the server has in the time range. */
  names(): Promise<readonly string[]> {
    return (this.#names ??= this.#prometheus.labelValues('__name__', [], this.#window));
  }

  /** The names of the labels of what a selector matches. */
  labelNames(selector: SelectorNode): Promise<readonly string[]> {
    return this.#prometheus.labelNames([print(selector)], this.#window);
  }

  /** The jobs that were scraped in the time range, each with whether any of its targets was up. */
  jobs(): Promise<ReadonlyMap<string, boolean>> {
    return (this.#jobs ??= this.#askJobs());
  }

  async #askJobs(): Promise<ReadonlyMap<string, boolean>> {
    const { from, to } = this.#window;
    const query = `max by (job) (max_over_time(up[${Math.max(300, Math.ceil(to - from))}s]))`;
    const series = await this.#series(query, { kind: 'instant', at: to });
    return new Map(series.map(({ labels, samples }) => [labels['job'] ?? '', (samples.at(-1)?.[1] ?? 0) > 0]));
  }

  /**
   * How old the newest sample is that a selector matches, in seconds before a time; undefined where the time range has
   * none. Its range and its offset do not count.
   */
  age(selector: SelectorNode, at: number): Promise<number | undefined> {
    const text = print(bare(selector));
    const key = JSON.stringify([text, at]);
    const known = this.#ages.get(key);
    if (known !== undefined) return known;
    const answer = this.#askAge(text, at);
    this.#ages.set(key, answer);
    return answer;
  }

  async #askAge(text: string, at: number): Promise<number | undefined> {
    const newest = await this.#value(`max(timestamp(${text}))`, at);
    if (newest !== undefined) return Math.max(0, at - newest);
    // Older than what an instant query looks back to: somewhere in the time range.
    const length = Math.ceil(this.#window.to - this.#window.from);
    if (length < 600) return undefined;
    const step = Math.max(60, Math.ceil(length / 500));
    const older = await this.#value(`max(max_over_time(timestamp(${text})[${length}s:${step}s]))`, at);
    return older === undefined ? undefined : Math.max(0, at - older);
  }

  /** How old the oldest sample of a selector is, as far as so many seconds back; undefined where there is none. */
  async oldest(selector: SelectorNode, at: number, back: number): Promise<number | undefined> {
    const text = `timestamp(${print(bare(selector))})`;
    let oldest: number | undefined;
    let span = Math.ceil(back);
    // Ever smaller steps before what was found so far; what has only just begun, the first ones miss altogether.
    for (let step = Math.max(1, Math.ceil(span / 200)); ; step = Math.max(1, Math.ceil(step / 100))) {
      oldest = (await this.#value(`min(min_over_time(${text}[${span}s:${step}s]))`, oldest ?? at)) ?? oldest;
      if (step === 1) return oldest === undefined ? undefined : Math.max(0, at - oldest);
      span = 2 * step;
    }
  }

  /** The number that an expression comes to; undefined where it has none. */
  async #value(query: string, at: number): Promise<number | undefined> {
    const [series] = await this.#series(query, { kind: 'instant', at });
    return series?.samples.at(-1)?.[1];
  }
}

/** The selector alone: what it selects, at the time of the question. */
export function bare({ range: _, offset: __, at: ___, ...selector }: SelectorNode): SelectorNode {
  return selector;
}
