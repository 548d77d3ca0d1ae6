import { orderStatuses } from '../../metrics/order-status.ts';
import type { CollectionRule, Facts, LabelColour, PanelFacts } from '../rule.ts';

interface Place {
  readonly dashboard: Facts;
  readonly panel: PanelFacts;
  /** In lower case. */
  readonly colour: string;
}

/** A value of a label that has one colour here and another one elsewhere. */
export const statusColour: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    for (const { label, value, places } of coloured(dashboards)) {
      const right = mostFrequent(places.map((place) => place.colour));
      const model = places.find((place) => place.colour === right);
      if (model === undefined) continue;
      const agreeing = places.filter((place) => place.colour === right).length;
      const others = agreeing > 1 ? ` and ${agreeing - 1} more` : '';
      for (const { dashboard, panel, colour } of places) {
        if (colour === right) continue;
        yield {
          dashboard,
          panel,
          problem: `${label} "${value}" is ${colour} here and ${right} in "${model.panel.title}" of "${model.dashboard.title}"${others}, so that a glance misleads`,
          next: `make it ${right} here too.`,
        };
      }
    }
  },
};

interface Coloured {
  readonly label: string;
  readonly value: string;
  readonly places: Place[];
}

const statusLabel = 'status';

/** The values of `status`, which also a plain legend is one of: those of orders, and those that any panel colours. */
function statuses(dashboards: readonly Facts[]): ReadonlySet<string> {
  const panels = dashboards.flatMap((dashboard) => dashboard.panels);
  const inUse = panels.flatMap(({ colours }) => colours.filter(({ label }) => label === statusLabel));
  return new Set([...orderStatuses, ...inUse.map(({ value }) => value)]);
}

/** Where each value of a label has a colour, in the order of the dashboards. */
function coloured(dashboards: readonly Facts[]): Iterable<Coloured> {
  const found = new Map<string, Coloured>();
  const ofStatus = statuses(dashboards);
  for (const dashboard of dashboards) {
    for (const panel of dashboard.panels) {
      for (const { label: named, value, colour } of effective(panel.colours)) {
        const label = named ?? (ofStatus.has(value) ? statusLabel : undefined);
        if (colour === '' || label === undefined) continue;
        const key = JSON.stringify([label, value]);
        const entry = found.get(key) ?? { label, value, places: [] };
        found.set(key, entry);
        entry.places.push({ dashboard, panel, colour: colour.toLowerCase() });
      }
    }
  }
  return found.values();
}

/** Of two overrides of the same name, the later one wins. */
function effective(colours: readonly LabelColour[]): Iterable<LabelColour> {
  return new Map(colours.map((colour) => [JSON.stringify([colour.label, colour.value]), colour])).values();
}

/** The first of those that are there most often. */
function mostFrequent(colours: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts].reduce<readonly [string | undefined, number]>(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [undefined, 0],
  )[0];
}
