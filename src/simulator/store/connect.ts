/** Opens the store in a database. Its client is loaded only where there is one. */
import type { OperationObserver, OrderStore } from './order-store.ts';

/** @throws UserError where the database cannot be used */
export async function connect(url: string, observe: OperationObserver, slowness: () => number): Promise<OrderStore> {
  const { connectStore } = await import('./postgres.ts');
  return connectStore(url, observe, slowness);
}
