/** Incidents that the simulator can play, by name: what goes wrong in the order-processing system. */
export const incidents = {
  'payment-provider-down': 'the payment provider refuses most payments; orders fail for want of them',
  'workers-starved': 'too few workers: tasks wait, orders pile up, workflow tasks fail and are replayed',
  'inventory-drained': 'the stock of products runs out; orders fail for want of items',
  'slow-database': 'every operation of the database takes many times as long',
  'order-stop': 'no orders come in',
  deploy: 'API and worker start anew, with another version',
} as const satisfies Readonly<Record<string, string>>;

export type IncidentName = keyof typeof incidents;

/** What a system may or may not have; the panels about it are empty where it has not. */
export const circumstances = {
  replica: 'PostgreSQL has a replica',
  alert: 'an alert fires',
  start: 'a program starts that was not scraped before',
  traffic: 'orders have come in for a while, and of those few that end otherwise there was one',
} as const satisfies Readonly<Record<string, string>>;

export type Circumstance = keyof typeof circumstances;

/** Why a query may rightly have no series, and what gives it some. */
export interface MayBeEmpty {
  readonly reason: string;
  readonly filledBy: IncidentName | Circumstance;
}
