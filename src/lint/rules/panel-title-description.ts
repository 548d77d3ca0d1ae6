import { nothing, type PanelRule } from '../rule.ts';
import { numberPanels } from '../support/panel-types.ts';
import { undescribed } from '../support/undescribed.ts';

/** A panel of numbers without a title or a description. */
export const panelTitleDescription: PanelRule = {
  scope: 'panel',
  check: (panel) => (numberPanels.has(panel.type) ? undescribed(panel) : nothing),
};
