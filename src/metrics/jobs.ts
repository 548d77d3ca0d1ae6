/** The scrape jobs of the system. `dashboards metrics import` adds those of services that a team brings along. */
export const jobs = [
  'order_processing_api',
  'order_processing_worker',
  'order_processing_state',
  'postgres',
  'pushgateway',
  'alertmanager',
  'grafana',
  'temporal',
  'prometheus',
] as const;

export type Job = (typeof jobs)[number];
