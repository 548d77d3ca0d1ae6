/** What is kept of a dashboard for the rules that look at all of them together. */
import type { Facts, LabelColour, PanelFacts } from './rule.ts';
import type { Dashboard, Panel } from './subject.ts';

export function factsOf({ file, folder, uid, title, tags, links, variables, panels }: Dashboard): Facts {
  return {
    file,
    folder,
    uid,
    title,
    tags,
    links,
    variables: variables.map((variable) => variable.name),
    panels: panels.map(panelFacts),
  };
}

function panelFacts(panel: Panel): PanelFacts {
  const { id, title, links, overrides, exceptions } = panel;
  return {
    id,
    title,
    links: [...links, ...overrides.flatMap((override) => override.links)],
    colours: labelColours(panel),
    exceptions,
  };
}

/** Where the legend is a label's value and nothing else, a colour by name is the colour of that value. */
function labelColours({ queries, overrides }: Panel): readonly LabelColour[] {
  const labels = queries.flatMap(({ legend }) => /^\s*\{\{\s*(\w+)\s*\}\}\s*$/.exec(legend)?.[1] ?? []);
  return overrides.flatMap(({ matcher, field, colour }) =>
    matcher === 'byName' && colour !== undefined
      ? [...new Set(labels)].map((label) => ({ label, value: field, colour }))
      : [],
  );
}
