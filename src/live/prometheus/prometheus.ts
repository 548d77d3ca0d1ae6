/** What is asked of a Prometheus, whatever brings the answers. Times are Unix seconds. */

/** From one time to another, both included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Values of a series, oldest first: one for an instant query, one a step for a range query. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [time: number, value: number])[];
}

/** What an expression evaluates to; `matrix` is the answer to every range query. */
export type AnswerKind = 'vector' | 'matrix' | 'scalar' | 'string';

export interface Answer {
  readonly kind: AnswerKind;
  /** A scalar or a string is one series without labels; the value of a string that is no number is NaN. */
  readonly series: readonly Series[];
  /** How many samples the server has touched for it (its query statistics); undefined where it does not tell. */
  readonly samplesTouched: number | undefined;
  /** How long it took, in seconds, the way there and back included. */
  readonly seconds: number;
  readonly warnings: readonly string[];
}

export interface Prometheus {
  /** @throws QueryRefused; UserError where the server cannot be asked at all */
  instant(query: string, at: number): Promise<Answer>;
  /** @throws as {@link instant} */
  range(query: string, window: Window & { readonly step: number }): Promise<Answer>;
  /** The values of a label, of all series or of those that one of the selectors matches. @throws as {@link instant} */
  labelValues(label: string, selectors: readonly string[], window: Window): Promise<readonly string[]>;
  /** @throws as {@link instant} */
  labelNames(selectors: readonly string[], window: Window): Promise<readonly string[]>;
  /** The labels of each series that one of the selectors matches. @throws as {@link instant} */
  series(selectors: readonly string[], window: Window): Promise<readonly Readonly<Record<string, string>>[]>;
}

/** The server has answered that it does not take the query, or could not finish it. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  /** `bad_data`, `execution`, `timeout`, … as the server calls it. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
