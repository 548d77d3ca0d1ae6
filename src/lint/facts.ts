/** What is kept of a dashboard for the rules that look at all of them together. */
import type { Facts, LabelColour, PanelFacts } from './rule.ts';
import type { Dashboard, Override, Panel, VariableUse } from './subject.ts';

export function factsOf(dashboard: Dashboard): Facts {
  const { file, folder, uid, title, tags, links } = dashboard;
  const variables = dashboard.variables.map((variable) => variable.name);
  return {
    file,
    folder,
    uid,
    title,
    tags,
    links,
    variables,
    undefinedUses: undefinedAmong(dashboard.uses, variables),
    panels: dashboard.panels.map((panel) => panelFacts(panel, variables)),
  };
}

function panelFacts(panel: Panel, variables: readonly string[]): PanelFacts {
  const { id, title, links, overrides, exceptions } = panel;
  return {
    id,
    title,
    links: overrides.length === 0 ? links : [...links, ...overrides.flatMap((override) => override.links)],
    colours: labelColours(panel),
    undefinedUses: undefinedAmong(panel.uses, variables),
    exceptions,
  };
}

function undefinedAmong(uses: readonly VariableUse[], variables: readonly string[]): readonly VariableUse[] {
  const isUndefined = ({ variable }: VariableUse): boolean => !variables.includes(variable);
  return uses.some(isUndefined) ? uses.filter(isUndefined) : noUses;
}

/** Shared, since facts are kept of every panel. */
const noUses: readonly VariableUse[] = [];
const noColours: readonly LabelColour[] = [];

/** Where the legend is a label's value and nothing else, a colour by name is the colour of that value. */
function labelColours({ queries, overrides }: Panel): readonly LabelColour[] {
  if (overrides.length === 0) return noColours;
  const labels = new Set(queries.flatMap(({ legend }) => /^\s*\{\{\s*(\w+)\s*\}\}\s*$/.exec(legend)?.[1] ?? []));
  const plain = new Set(queries.map(({ legend }) => legend.trim()).filter((legend) => !legend.includes('{{')));
  return overrides.flatMap((override) => {
    const { colour } = override;
    if (colour === undefined) return noColours;
    return namesOf(override).flatMap((value) => [
      ...[...labels].map((label) => ({ label, value, colour })),
      ...(plain.has(value) ? [{ label: undefined, value, colour }] : noColours),
    ]);
  });
}

/** The names that an override is for, as far as it spells them out: `failed`, `/^failed$/`, `failed|cancelled`. */
function namesOf({ matcher, field }: Override): readonly string[] {
  if (matcher === 'byName') return [field];
  if (matcher !== 'byRegexp') return [];
  const pattern = /^\/(.*)\/$/s.exec(field)?.[1] ?? field;
  return /^\^?(\(?)([\w -]+(?:\|[\w -]+)*)(\)?)\$?$/.exec(pattern)?.[2]?.split('|') ?? [];
}
