/** Opens the store in a database. Its client is loaded only where there is one. */
import { UserError } from '../../errors/user-error.ts';
import type { OperationObserver, OrderStore } from './order-store.ts';

/** @throws UserError where the database cannot be used */
export async function connect(_url: string, _observe: OperationObserver): Promise<OrderStore> {
  throw new UserError('Orders cannot be kept in a database yet.', { next: 'Leave --database-url away.' });
}
