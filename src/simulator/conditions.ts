/** How the system fares at a moment: all that incidents change. Parts read it at every step. */
export interface Conditions {
  /** Orders that come in, as a share of what is usual at this time of the week. */
  readonly demand: number;
  /** The share of payments that are refused. */
  readonly paymentsRefused: number;
  /** Workers at work, as a share of all; what they cannot do at once waits. */
  readonly workers: number;
  /** How many times as long as usual an operation of the database takes. */
  readonly databaseSlowness: number;
  /** Whether stock is taken and not replenished. */
  readonly stockDrains: boolean;
  /** How often API and worker have been deployed anew since the simulation began. */
  readonly deploys: number;
}
