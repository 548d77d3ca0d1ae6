import { isObject } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { stripped } from '../strip.ts';

/** packages/grafana-schema/src/raw/dashboard/x/dashboard_types.gen.ts */
export const linkDefaults: Json = {
  asDropdown: false,
  icon: '',
  includeVars: false,
  keepTime: false,
  targetBlank: false,
  tooltip: '',
};

export function normalLinks(links: unknown): unknown {
  if (!Array.isArray(links)) return stripped(links, undefined);
  if (links.length === 0) return undefined;
  return links.map((link: unknown) => (isObject(link) ? (stripped(link, linkDefaults) ?? {}) : link));
}
