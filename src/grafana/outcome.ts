/** What a push did: each step with what became of it. */
import type { DashboardStep, FolderStep, Plan, RetiredStep } from './plan.ts';

export type Outcome =
  /** Written, or found written after an answer was lost. */
  | { readonly kind: 'done' }
  /** Nothing was to be done. */
  | { readonly kind: 'nothing' }
  /** It was not tried: a conflict, somebody else's, an interruption before its turn, a folder that failed. */
  | { readonly kind: 'left'; readonly reason: string }
  /** Somebody changed it between the plan and the write. */
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'failed'; readonly reason: string; readonly permission: boolean }
  /** The last answer was lost, and the server could not be asked what it has, or did not have it when time was up. */
  | { readonly kind: 'unsure'; readonly reason: string };

export interface Done<Step> {
  readonly step: Step;
  readonly outcome: Outcome;
  /** The file that what was overwritten or deleted is kept in. */
  readonly backup: string | undefined;
}

export interface Applied {
  readonly plan: Plan;
  readonly folders: readonly Done<FolderStep>[];
  readonly dashboards: readonly Done<DashboardStep>[];
  readonly retired: readonly Done<RetiredStep>[];
  readonly emptied: readonly Done<Extract<FolderStep, { kind: 'delete' }>>[];
  /** Why it ended before everything had its turn. */
  readonly stopped: 'interrupted' | 'time-limit' | 'refused' | undefined;
}
