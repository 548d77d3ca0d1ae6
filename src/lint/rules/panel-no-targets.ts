import { nothing, type PanelRule } from '../rule.ts';
import { numberPanels } from '../support/panel-types.ts';

/** A panel that asks nothing. */
export const panelNoTargets: PanelRule = {
  scope: 'panel',
  check({ type, targets }) {
    if (targets > 0 || !numberPanels.has(type)) return nothing;
    return [{ problem: 'it has no query, so it stays empty', next: 'give it a query, or remove it.' }];
  },
};
