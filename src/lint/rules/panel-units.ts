import { isCustomUnit } from '../../panels/unit.ts';
import { nothing, type Complaint, type PanelRule } from '../rule.ts';
import { drawsNumbers, unknown, unlistedUnits, type PlacedUnit } from '../support/units.ts';

/** Numbers without a unit, or with one that Grafana does not list. */
export const panelUnits: PanelRule = {
  scope: 'panel',
  check(panel) {
    if (!drawsNumbers(panel)) return nothing;
    if (panel.unit === '' && panel.overrides.every(({ unit = '' }) => unit === '')) return [unitless];
    const unlisted = unlistedUnits(panel);
    return unlisted.length === 0 ? nothing : unlisted.map(complaint);
  },
};

const unitless: Complaint = {
  problem: 'it has no unit, so its numbers may be seconds, bytes or anything',
  next: 'set its unit to one of Grafana\'s unit ids; to "none" where they count something.',
};

function complaint({ unit, place }: PlacedUnit): Complaint {
  if (!isCustomUnit(unit)) return unknown(unit, place);
  return {
    problem: `${place} is "${unit}", a text of its own that Grafana neither scales nor converts`,
    next: "take one of Grafana's unit ids, such as s, bytes, ops or none, and say the rest in the title.",
  };
}
