/** What joins the simulation, beside orders and those who place them. */
import type { PartPlan } from './part.ts';
import { clientSdk } from './temporal-sdk/client.ts';
import { workerSdk } from './temporal-sdk/worker.ts';
import { temporalServer } from './temporal-server/server.ts';

export function partsOfSystem(): readonly PartPlan[] {
  return [workerSdk, clientSdk, temporalServer];
}
