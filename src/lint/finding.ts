import type { LintRule } from '../policy/lint-rules.ts';

/** What a rule found, and where. */
export interface Finding {
  readonly rule: LintRule;
  /** The file that the dashboard comes from. */
  readonly file: string;
  readonly uid: string;
  /** The dashboard's title. */
  readonly dashboard: string;
  /** Absent where the dashboard as a whole is meant. */
  readonly panel?: { readonly id?: number; readonly title: string };
  /** The letter of the query, where one is meant. */
  readonly query?: string;
  /** Its place among the panel's queries, from 0. */
  readonly target?: number;
  readonly problem: string;
  /** What to do. */
  readonly next: string;
}
