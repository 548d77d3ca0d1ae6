/** What happens to orders, as the parts of the system that show it see it. Times are Unix seconds. */

/** The activities of an order's workflow, in their order. */
export const activities = [
  'ValidateOrder',
  'TakePayment',
  'ReserveInventory',
  'ArrangeShipping',
  'FinishOrder',
] as const;
export type Activity = (typeof activities)[number];

export type WorkflowOutcome = 'completed' | 'failed' | 'canceled';

export interface ActivityAttempt {
  readonly activity: Activity;
  /** From 1. */
  readonly attempt: number;
  /** How long its task waited for a worker, and how long it then took, in seconds. */
  readonly waited: number;
  readonly took: number;
  readonly succeeded: boolean;
}

export interface Observer {
  workflowStarted(at: number): void;
  activityAttempted(at: number, attempt: ActivityAttempt): void;
  /** @param took from its start, in seconds */
  workflowEnded(at: number, outcome: WorkflowOutcome, took: number): void;
}
