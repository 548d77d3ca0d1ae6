/** What joins the simulation, beside orders and those who place them. */
import type { PartPlan } from './part.ts';

export function partsOfSystem(): readonly PartPlan[] {
  return [];
}
