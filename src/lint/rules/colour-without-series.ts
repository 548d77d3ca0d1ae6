import { nearest } from '../../text/nearest.ts';
import type { PanelRule } from '../rule.ts';

/** What is set for a name, a colour mostly, that no legend of the panel gives to a series. */
export const colourWithoutSeries: PanelRule = {
  scope: 'panel',
  *check({ overrides, queries, namedByLegend }) {
    if (!namedByLegend || !overrides.some(({ matcher }) => matcher === 'byName')) return;
    const legends = queries.map(({ legend }) => legend);
    if (!legends.every(isLiteral)) return;
    for (const { matcher, field, colour } of overrides) {
      if (matcher !== 'byName' || field === '' || legends.some((legend) => names(legend, field))) continue;
      if (ofGrafana.has(field) || field.includes('$')) continue;
      const what = colour === undefined ? 'what is set' : 'the colour that is set';
      const meant = nearest(field, legends) ?? legends[0];
      yield {
        problem: `${what} for "${field}" is never used, since no legend gives a series that name`,
        next: `write "${meant}" there, or remove it.`,
      };
    }
  },
};

/** Names of fields that Grafana gives whatever the legend is. */
const ofGrafana: ReadonlySet<string> = new Set(['Time', 'Value']);

function isLiteral(legend: string): boolean {
  return legend !== '' && legend !== '__auto' && !/\{\{|\$|\[\[/.test(legend);
}

/** Series with the same legend are numbered: `orders 1`, `orders 2`. */
function names(legend: string, field: string): boolean {
  return field === legend || (field.startsWith(`${legend} `) && /^\d+$/.test(field.slice(legend.length + 1)));
}
