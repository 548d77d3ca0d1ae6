/** The dashboards that are built, in the order in which they are listed. */
import type { RegistryEntry } from '../src/dashboard/registry.ts';

export const registry: readonly RegistryEntry[] = [
  { file: 'dashboards/orders.ts', folder: 'order-processing', load: async () => (await import('./orders.ts')).orders },
  { file: 'dashboards/database.ts', folder: 'order-processing', load: async () => (await import('./database.ts')).database },
  { file: 'dashboards/temporal-sdk.ts', folder: 'order-processing', load: async () => (await import('./temporal-sdk.ts')).temporalSdk },
];
