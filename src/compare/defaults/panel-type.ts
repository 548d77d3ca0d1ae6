import type { Json } from '../../lint/read/json.ts';

/** What Grafana fills in for a type of panel, and what it does not read of one. */
export interface PanelType {
  readonly options: Json;
  /** Of `fieldConfig.defaults`; undefined where the type has no fields. */
  readonly field: Json | undefined;
  /** Keys of `fieldConfig.defaults` that the type does not read: Grafana drops them on saving. */
  readonly unread?: readonly string[];
  /** Whether it asks no data source: Grafana drops its queries on saving. */
  readonly noData?: true;
}
