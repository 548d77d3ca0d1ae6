/** Where orders are kept. Times are Unix seconds, with fractions. */
import type { OrderStatus } from '../../metrics/order-status.ts';

export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly product: string;
  readonly quantity: number;
  /** In cents. */
  readonly amount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Operations of the store, as `db_operation_duration_seconds` names them. */
export const operations = ['insert_order', 'update_order', 'get_order', 'list_orders', 'count_orders'] as const;
export type Operation = (typeof operations)[number];

/** What is known of all orders together. */
export interface Overview {
  readonly counts: Readonly<Record<OrderStatus, number>>;
  /** When the oldest order came in that is in that status, of those that orders leave; absent where there is none. */
  readonly oldest: Readonly<Partial<Record<OrderStatus, number>>>;
}

export interface OrderStore {
  /** Resolves once the order cannot be lost any more. */
  create(order: Order): Promise<void>;
  /** Moves an order on; one that is not in the status `from` stays as it is, and the answer is false. */
  move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<boolean>;
  find(id: string): Promise<Order | undefined>;
  /** The newest first. */
  list(options: { readonly limit: number; readonly status?: OrderStatus }): Promise<readonly Order[]>;
  overview(): Promise<Overview>;
  /** Orders that are not finished, oldest first: those of an earlier run, which goes on with them. */
  open(): Promise<readonly Order[]>;
  /** Waits for what is under way, and lets go of the database. */
  close(): Promise<void>;
}

/** Is told how long each operation took, in seconds. */
export type OperationObserver = (operation: Operation, seconds: number) => void;
