/** The dashboards that are built, in the order in which they are listed. */
import type { Folder, RegistryEntry } from '../src/dashboard/registry.ts';

const orderProcessing: Folder = {
  directory: 'order-processing',
  title: 'Order processing',
  uid: 'order-processing',
};

export const registry: readonly RegistryEntry[] = [
  { file: 'dashboards/orders.ts', folder: orderProcessing, load: async () => (await import('./orders.ts')).orders },
  {
    file: 'dashboards/database.ts',
    folder: orderProcessing,
    load: async () => (await import('./database.ts')).database,
  },
];
