/** Alertmanager. Source: recording of 0.25. */
import { counter, gauge, histogram, summary } from './define.ts';

const job = 'alertmanager';

const alerts = {
  alerts: gauge('alertmanager_alerts', {
    job,
    labels: ['state'],
    unit: 'count',
    help: 'Alerts held, by state: active, or suppressed by a silence or an inhibition alike.',
  }),
  markedAlerts: gauge('alertmanager_marked_alerts', {
    job,
    labels: ['state'],
    unit: 'count',
    help: 'Alerts by state as marked by the dispatcher: active, suppressed, unprocessed.',
  }),
  alertsReceived: counter('alertmanager_alerts_received_total', {
    job,
    labels: ['status', 'version'],
    unit: 'count',
    help: 'Alerts received, by status (firing, resolved) and version of the API.',
  }),
  alertsInvalid: counter('alertmanager_alerts_invalid_total', {
    job,
    labels: ['version'],
    unit: 'count',
    help: 'Alerts refused as invalid.',
  }),
  silences: gauge('alertmanager_silences', { job, labels: ['state'], unit: 'count', help: 'Silences, by state.' }),
  dispatcherAggregationGroups: gauge('alertmanager_dispatcher_aggregation_groups', {
    job,
    unit: 'count',
    help: 'Groups of alerts that are notified together.',
  }),
  dispatcherAlertProcessingDuration: summary('alertmanager_dispatcher_alert_processing_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Time to put an alert into its group.',
  }),
};

const notifications = {
  notifications: counter('alertmanager_notifications_total', {
    job,
    labels: ['integration'],
    unit: 'count',
    help: 'Notifications attempted, by integration.',
  }),
  notificationsFailed: counter('alertmanager_notifications_failed_total', {
    job,
    labels: ['integration'],
    unit: 'count',
    help: 'Notifications that failed for good, by integration.',
  }),
  notificationRequests: counter('alertmanager_notification_requests_total', {
    job,
    labels: ['integration'],
    unit: 'count',
    help: 'Single requests to an integration; each retry counts.',
  }),
  notificationRequestsFailed: counter('alertmanager_notification_requests_failed_total', {
    job,
    labels: ['integration'],
    unit: 'count',
    help: 'Single requests to an integration that failed; a retry may yet succeed.',
  }),
  notificationLatency: histogram('alertmanager_notification_latency_seconds', {
    job,
    labels: ['integration'],
    unit: 'seconds',
    buckets: [1, 5, 10, 15, 20],
    help: 'Time to send a notification.',
  }),
  integrations: gauge('alertmanager_integrations', { job, unit: 'count', help: 'Integrations configured.' }),
  receivers: gauge('alertmanager_receivers', { job, unit: 'count', help: 'Receivers configured.' }),
};

const stores = {
  nflogQueries: counter('alertmanager_nflog_queries_total', {
    job,
    unit: 'count',
    help: 'Reads of the log of notifications.',
  }),
  nflogQueryErrors: counter('alertmanager_nflog_query_errors_total', {
    job,
    unit: 'count',
    help: 'Reads of the log of notifications that failed; notifications may then repeat.',
  }),
  nflogSnapshotSize: gauge('alertmanager_nflog_snapshot_size_bytes', {
    job,
    unit: 'bytes',
    help: 'Size of the last snapshot of the log of notifications.',
  }),
  silencesQueries: counter('alertmanager_silences_queries_total', { job, unit: 'count', help: 'Reads of silences.' }),
  silencesQueryErrors: counter('alertmanager_silences_query_errors_total', {
    job,
    unit: 'count',
    help: 'Reads of silences that failed; silenced alerts may then notify.',
  }),
  silencesSnapshotSize: gauge('alertmanager_silences_snapshot_size_bytes', {
    job,
    unit: 'bytes',
    help: 'Size of the last snapshot of the silences.',
  }),
};

const cluster = {
  clusterEnabled: gauge('alertmanager_cluster_enabled', {
    job,
    unit: 'count',
    help: '1 if it runs as a member of a cluster.',
  }),
  clusterMembers: gauge('alertmanager_cluster_members', {
    job,
    unit: 'count',
    help: 'Members of the cluster that this one sees; absent when the cluster is switched off.',
  }),
  clusterFailedPeers: gauge('alertmanager_cluster_failed_peers', {
    job,
    unit: 'count',
    help: 'Members of the cluster that cannot be reached.',
  }),
  clusterHealthScore: gauge('alertmanager_cluster_health_score', {
    job,
    unit: 'count',
    help: 'Health of this member; 0 is good, higher is worse.',
  }),
};

const server = {
  configLastReloadSuccessful: gauge('alertmanager_config_last_reload_successful', {
    job,
    unit: 'count',
    help: '1 if the last reload of the configuration succeeded, else 0.',
  }),
  configLastReloadSuccessTime: gauge('alertmanager_config_last_reload_success_timestamp_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When the configuration was last reloaded successfully.',
  }),
  configHash: gauge('alertmanager_config_hash', {
    job,
    unit: 'info',
    help: 'Hash of the configuration; members of a cluster must have the same.',
  }),
  httpRequestDuration: histogram('alertmanager_http_request_duration_seconds', {
    job,
    labels: ['handler', 'method'],
    unit: 'seconds',
    buckets: [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2, 5, 20, 60],
    help: 'Time to answer an HTTP request.',
  }),
  httpRequestsInFlight: gauge('alertmanager_http_requests_in_flight', {
    job,
    labels: ['method'],
    unit: 'count',
    help: 'HTTP requests being answered now.',
  }),
  httpConcurrencyLimitExceeded: counter('alertmanager_http_concurrency_limit_exceeded_total', {
    job,
    labels: ['method'],
    unit: 'count',
    help: 'HTTP requests refused because too many were being answered.',
  }),
  buildInfo: gauge('alertmanager_build_info', {
    job,
    labels: ['branch', 'goarch', 'goos', 'goversion', 'revision', 'version'],
    unit: 'info',
    help: 'Always 1; its labels name the version.',
  }),
};

export const alertmanager = { ...alerts, ...notifications, ...stores, ...cluster, ...server };
