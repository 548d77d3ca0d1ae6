/**
 * Grafana. Source: recording of 12.2; what it says of data sources was not exercised there and was read in
 * pkg/infra/httpclient/httpclientprovider/datasource_metrics_middleware.go.
 */
import { counter, gauge, histogram, summary } from './define.ts';

const job = 'grafana';

const http = {
  httpRequestDuration: histogram('grafana_http_request_duration_seconds', {
    job,
    labels: ['handler', 'method', 'slo_group', 'status_code', 'status_source'],
    unit: 'seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    help: 'Time to answer an HTTP request, by handler and status code.',
  }),
  httpRequestInFlight: gauge('grafana_http_request_in_flight', {
    job,
    unit: 'count',
    help: 'HTTP requests being answered now.',
  }),
  apiResponseStatus: counter('grafana_api_response_status_total', {
    job,
    labels: ['code'],
    unit: 'count',
    help: 'Answers of the API, by status code.',
  }),
  pageResponseStatus: counter('grafana_page_response_status_total', {
    job,
    labels: ['code'],
    unit: 'count',
    help: 'Answers to requests for pages, by status code.',
  }),
  proxyResponseStatus: counter('grafana_proxy_response_status_total', {
    job,
    labels: ['code'],
    unit: 'count',
    help: 'Answers of the data source proxy, by status code.',
  }),
  authenticationFailures: counter('grafana_authn_authn_failed_authentication_total', {
    job,
    unit: 'count',
    help: 'Requests whose authentication failed.',
  }),
};

const dataSources = {
  datasourceRequests: counter('grafana_datasource_request_total', {
    job,
    labels: ['datasource', 'datasource_type', 'code', 'method'],
    unit: 'count',
    help: 'Requests to data sources, by data source and status code; absent until there is one.',
  }),
  datasourceRequestDuration: histogram('grafana_datasource_request_duration_seconds', {
    job,
    labels: ['datasource', 'datasource_type', 'code', 'method', 'secure_socks_ds_proxy_enabled'],
    unit: 'seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
    help: 'Time of a request to a data source.',
  }),
  datasourceResponseSize: histogram('grafana_datasource_response_size_bytes', {
    job,
    labels: ['datasource', 'datasource_type'],
    unit: 'bytes',
    buckets: [128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576],
    help: 'Size of what a data source answered.',
  }),
  datasourceRequestInFlight: gauge('grafana_datasource_request_in_flight', {
    job,
    labels: ['datasource', 'datasource_type'],
    unit: 'count',
    help: 'Requests to data sources under way.',
  }),
  dataproxyRequest: summary('grafana_api_dataproxy_request_all_milliseconds', {
    job,
    unit: 'milliseconds',
    help: 'Time of a request through the data source proxy.',
  }),
};

const content = {
  dashboards: gauge('grafana_stat_totals_dashboard', { job, unit: 'count', help: 'Dashboards stored.' }),
  folders: gauge('grafana_stat_totals_folder', { job, unit: 'count', help: 'Folders stored.' }),
  users: gauge('grafana_stat_total_users', { job, unit: 'count', help: 'Users.' }),
  activeUsers: gauge('grafana_stat_active_users', { job, unit: 'count', help: 'Users seen in the last 30 days.' }),
  alertRules: gauge('grafana_stat_totals_alert_rules', {
    job,
    unit: 'count',
    help: "Alert rules of Grafana's own; this project uses Prometheus's.",
  }),
  dashboardGet: summary('grafana_api_dashboard_get_milliseconds', {
    job,
    unit: 'milliseconds',
    help: 'Time to read a dashboard.',
  }),
  dashboardSave: summary('grafana_api_dashboard_save_milliseconds', {
    job,
    unit: 'milliseconds',
    help: 'Time to save a dashboard.',
  }),
  dashboardSearch: summary('grafana_api_dashboard_search_milliseconds', {
    job,
    unit: 'milliseconds',
    help: 'Time to search dashboards.',
  }),
};

const alerting = {
  alertingAlerts: gauge('grafana_alerting_alerts', {
    job,
    labels: ['state'],
    unit: 'count',
    help: "Alerts of Grafana's own rules, by state.",
  }),
  alertingSchedulerBehind: gauge('grafana_alerting_scheduler_behind_seconds', {
    job,
    unit: 'seconds',
    help: "How late the evaluation of Grafana's own rules is.",
  }),
};

const server = {
  databaseConnOpen: gauge('grafana_database_conn_open', {
    job,
    unit: 'count',
    help: "Open connections to Grafana's database.",
  }),
  databaseConnInUse: gauge('grafana_database_conn_in_use', {
    job,
    unit: 'count',
    help: "Connections to Grafana's database in use.",
  }),
  databaseConnWaitDuration: counter('grafana_database_conn_wait_duration_seconds', {
    job,
    unit: 'seconds',
    help: "Time spent waiting for a connection to Grafana's database; a counter, despite its name.",
  }),
  instanceStart: counter('grafana_instance_start_total', { job, unit: 'count', help: 'Starts; 1 per process.' }),
  pluginInfo: gauge('grafana_plugin_target_info', {
    job,
    labels: ['plugin_id', 'target'],
    unit: 'info',
    help: 'Always 1, one series for each plugin.',
  }),
  buildInfo: gauge('grafana_build_info', {
    job,
    labels: ['branch', 'edition', 'goversion', 'revision', 'version'],
    unit: 'info',
    help: 'Always 1; its labels name the version.',
  }),
};

export const grafana = { ...http, ...dataSources, ...content, ...alerting, ...server };
