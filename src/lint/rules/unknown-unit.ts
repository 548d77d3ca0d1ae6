import { isCustomUnit } from '../../panels/unit.ts';
import type { PanelRule } from '../rule.ts';
import { drawsNumbers, unknown, unlistedUnits } from './units.ts';

/** A unit that Grafana does not know, on a panel that panel-units does not judge. */
export const unknownUnit: PanelRule = {
  scope: 'panel',
  *check(panel) {
    if (drawsNumbers(panel)) return;
    for (const { unit, place } of unlistedUnits(panel)) {
      if (!isCustomUnit(unit)) yield unknown(unit, place);
    }
  },
};
