import { isCustomUnit } from '../../panels/unit.ts';
import { nothing, type PanelRule } from '../rule.ts';
import { drawsNumbers, unknown, unlistedUnits } from '../support/units.ts';

/** A unit that Grafana does not know, on a panel that panel-units does not judge. */
export const unknownUnit: PanelRule = {
  scope: 'panel',
  check(panel) {
    if (drawsNumbers(panel)) return nothing;
    return unlistedUnits(panel).flatMap(({ unit, place }) => (isCustomUnit(unit) ? nothing : unknown(unit, place)));
  },
};
