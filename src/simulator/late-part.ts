/** A part that joins when the simulation has long begun: what comes before costs nothing. */
import type { PartPlan } from './part.ts';
import type { Part } from './simulation.ts';

/** @param from when it joins, in Unix seconds; its pages are empty until then */
export function joiningAt(plan: PartPlan, from: number): PartPlan {
  return {
    ...plan,
    make: (surroundings) => {
      let part: Part | undefined;
      return {
        advance: (to) => {
          if (to < from) return;
          part ??= plan.make({ ...surroundings, begin: to });
          part.advance(to);
        },
      };
    },
  };
}
