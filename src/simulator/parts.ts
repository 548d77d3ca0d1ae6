/** All that joins the simulation besides the orders themselves. */
import { goRuntime } from './go-runtime/go-runtime.ts';
import type { PartPlan } from './part.ts';
import { clientSdk } from './temporal-sdk/client.ts';
import { workerSdk } from './temporal-sdk/worker.ts';
import { temporalServer } from './temporal-server/server.ts';

export function partsOfSystem(): readonly PartPlan[] {
  return [goRuntime, clientSdk, workerSdk, temporalServer];
}
