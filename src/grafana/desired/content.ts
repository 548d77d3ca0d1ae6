/** A dashboard as it is sent: what belongs to the Grafana that it came from is taken off. */
import type { Json } from '../../lint/read/json.ts';

/** Without the numbers that each server gives, `id` and `version`. */
export function contentOf({ id: _, version: __, ...content }: Json): Json {
  return content;
}
