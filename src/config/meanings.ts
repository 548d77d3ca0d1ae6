/** What the names of the policy mean, for editors, which show it beside the key. */
import type { ColourName } from '../policy/colours.ts';
import type { LimitName } from '../policy/limits.ts';
import { policyWith } from '../policy/policy.ts';

const limits: Readonly<Record<LimitName, string>> = {
  orderErrorRatio: 'Failed orders per created order. Amber, unless set, is the error budget of the order objective.',
  orderProcessingP95: '95th percentile of the time an order takes, in seconds.',
  orderRateChange: 'Difference to the same hour of last week, as a share of that hour, in either direction.',
  oldestOpenOrder: 'Age of the oldest order that is not finished, in seconds.',
  paymentFailureRatio: 'Refused payments per payment.',
  stock: 'Items of a product in stock. Below is bad.',
  databaseConnections: 'Connections per connection that the server allows to ordinary users.',
  cacheHitRatio: 'Blocks that PostgreSQL found in its cache per block asked for. Below is bad.',
  transactionAge: 'Age of the oldest transaction, in seconds.',
  rollbackRatio: 'Transactions rolled back per transaction.',
  replicationLag: 'How far a replica of the database is behind, in seconds.',
  workflowFailureRatio: 'Failed workflows per closed workflow.',
  scheduleToStartP95: '95th percentile of the time that a task waits for a worker, in seconds.',
  taskSlotsUsed: 'Task slots in use per task slot of the workers.',
};

const colours: Readonly<Record<ColourName, string>> = {
  success: 'What went well.',
  failure: 'What went wrong.',
  good: 'A value within its limits.',
  amber: 'A value that is worth a look.',
  red: 'A value that is bad.',
  neutral: 'What has no meaning of its own: a total, a rate.',
  past: 'The same thing at another time.',
  pending: 'Orders that wait.',
  processing: 'Orders that are being processed.',
  completed: 'Orders that are done.',
  failed: 'Orders that failed.',
  cancelled: 'Orders that were cancelled.',
  deploy: 'The annotation of a deployment.',
  firing: 'The annotation of an alert that fires.',
};

/** By the section below `policy`, then by name. */
export function meanings(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const alerts = Object.values(policyWith().alerts).map(({ name, watches }) => [name, `Watches ${watches}.`] as const);
  return { limits, colours, alerts: Object.fromEntries(alerts) };
}
