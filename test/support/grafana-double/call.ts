/** A request as the double's handlers see it. */
import type { Json } from '../../../src/lint/read/json.ts';
import type { Personality } from './options.ts';
import type { Account, State } from './state.ts';

export interface Call {
  readonly method: string;
  /** Without the prefix, its parts decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Undefined where it is no JSON object. */
  readonly body: Json | undefined;
  readonly by: Account;
  readonly state: State;
  readonly is: Personality;
  /** Where the caller thinks it is: the Host header. */
  readonly host: string;
  /** The program that asks: the part of User-Agent before its version. */
  readonly agent: string;
}
