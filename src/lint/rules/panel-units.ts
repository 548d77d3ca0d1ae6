import { isCustomUnit } from '../../panels/unit.ts';
import type { PanelRule } from '../rule.ts';
import { drawsNumbers, unknown, unlistedUnits } from './units.ts';

/** Numbers without a unit, or with one that Grafana does not list. */
export const panelUnits: PanelRule = {
  scope: 'panel',
  *check(panel) {
    if (!drawsNumbers(panel)) return;
    if (panel.unit === '' && panel.overrides.every(({ unit = '' }) => unit === '')) {
      yield {
        problem: 'it has no unit, so its numbers may be seconds, bytes or anything',
        next: 'set its unit to one of Grafana\'s unit ids; to "none" where they count something.',
      };
    }
    for (const { unit, place } of unlistedUnits(panel)) {
      yield isCustomUnit(unit)
        ? {
            problem: `${place} is "${unit}", a text of its own that Grafana neither scales nor converts`,
            next: "take one of Grafana's unit ids, such as s, bytes, ops or none, and say the rest in the title.",
          }
        : unknown(unit, place);
    }
  },
};
