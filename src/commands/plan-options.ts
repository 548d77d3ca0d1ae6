import type { PlanOptions } from '../grafana/plan.ts';

/** How plan and push are told what may be overwritten and deleted. */
export interface PlanFlags {
  readonly force?: boolean;
  readonly adopt?: boolean;
  readonly prune?: boolean;
  /** Uids. */
  readonly retiredFolder?: readonly string[];
}

export function planOptions({ force, adopt, prune, retiredFolder = [] }: PlanFlags): PlanOptions {
  return { force: force === true, adopt: adopt === true, prune: prune === true, retiredFolders: retiredFolder };
}
