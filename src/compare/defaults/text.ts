import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/text/module.tsx, panelcfg.gen.ts */
export const text: PanelType = {
  options: {
    code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false },
    content: '# Title\n\nFor markdown syntax help: [commonmark.org/help](https://commonmark.org/help/)',
    mode: 'markdown',
  },
  field: undefined,
  noData: true,
};
