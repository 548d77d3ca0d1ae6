import { nothing, type PanelRule } from '../rule.ts';
import { numberPanels } from '../support/panel-types.ts';
import { undescribed } from '../support/undescribed.ts';

/** A panel of any other type without a title or a description. A text speaks for itself. */
export const panelDescription: PanelRule = {
  scope: 'panel',
  // Without a type, it is a library panel, whose description is in the library.
  check(panel) {
    const { type } = panel;
    return type === '' || type === 'text' || numberPanels.has(type) ? nothing : undescribed(panel);
  },
};
