import { object, text } from './json.ts';

/** The uid of a data source; before Grafana 8.3 it was given by name alone. */
export function dataSourceUid(value: unknown): string {
  return text(value) || text(object(value)['uid']);
}
