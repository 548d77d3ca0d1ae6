import { isListedUnit, likelyUnit } from '../../panels/unit.ts';
import type { Complaint } from '../rule.ts';
import type { Panel } from '../subject.ts';
import { numberPanels } from './panel-types.ts';

/** Whether `panel-units` judges a panel: it draws numbers, and neither words for them nor other fields. */
export function drawsNumbers({ type, mapped, shows }: Panel): boolean {
  return numberPanels.has(type) && !mapped && (type !== 'stat' || shows === 'numbers');
}

/** A unit, and where it is set, in words. */
export interface PlacedUnit {
  readonly unit: string;
  readonly place: string;
}

/** The units that a panel sets, for itself or for some of its fields, that Grafana does not list, each with its place. */
export function unlistedUnits({ unit, overrides }: Panel): readonly PlacedUnit[] {
  const found: PlacedUnit[] = unit === '' || isListedUnit(unit) ? [] : [{ unit, place: 'its unit' }];
  for (const override of overrides) {
    if (override.unit === undefined || override.unit === '' || isListedUnit(override.unit)) continue;
    found.push({
      unit: override.unit,
      place: override.field === '' ? 'the unit of an override' : `the unit of "${override.field}"`,
    });
  }
  return found;
}

/** What is wrong with a unit that Grafana neither lists nor takes as one of the dashboard's own. */
export function unknown(unit: string, place: string): Complaint {
  const likely = likelyUnit(unit);
  return {
    problem: `Grafana does not know ${place}, "${unit}", so it writes that word after the bare number`,
    next:
      likely === undefined ? "take one of Grafana's unit ids, such as s, bytes, ops or none." : `write "${likely}".`,
  };
}
