/** Prometheus itself, and the series that it makes about its targets and alerts. Source: recording of 2.42. */
import { counter, gauge, histogram, summary, synthetic } from './define.ts';
import { jobs } from './jobs.ts';
import { prometheusStorage } from './prometheus-storage.ts';

const job = 'prometheus';

/** Written by Prometheus at each scrape, for each target; no `/metrics` page shows them. */
const scrapes = {
  up: gauge('up', { job: jobs, unit: 'count', help: '1 if the last scrape succeeded, else 0.' }),
  scrapeDuration: gauge('scrape_duration_seconds', {
    job: jobs,
    unit: 'seconds',
    help: 'Time of the last scrape.',
  }),
  scrapeSamplesScraped: gauge('scrape_samples_scraped', {
    job: jobs,
    unit: 'count',
    help: 'Samples that the target exposed at the last scrape.',
  }),
  scrapeSamplesPostRelabeling: gauge('scrape_samples_post_metric_relabeling', {
    job: jobs,
    unit: 'count',
    help: 'Samples of the last scrape that metric relabelling kept.',
  }),
  scrapeSeriesAdded: gauge('scrape_series_added', {
    job: jobs,
    unit: 'count',
    help: 'Approximate number of series that the last scrape brought anew; a steady flow is churn.',
  }),
  alerts: synthetic('ALERTS', {
    job,
    labels: ['alertname', 'alertstate', 'severity'],
    unit: 'info',
    help: 'Always 1, one series for each pending or firing alert; it also carries the labels of the alert itself.',
  }),
};

const rules = {
  ruleEvaluations: counter('prometheus_rule_evaluations_total', {
    job,
    labels: ['rule_group'],
    unit: 'count',
    help: 'Evaluations of rules, by rule group; absent until there is a rule.',
  }),
  ruleEvaluationFailures: counter('prometheus_rule_evaluation_failures_total', {
    job,
    labels: ['rule_group'],
    unit: 'count',
    help: 'Evaluations of rules that failed, by rule group: these alerts are blind.',
  }),
  ruleEvaluationDuration: summary('prometheus_rule_evaluation_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Time to evaluate one rule.',
  }),
  ruleGroupDuration: summary('prometheus_rule_group_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Time to evaluate a rule group.',
  }),
  ruleGroupInterval: gauge('prometheus_rule_group_interval_seconds', {
    job,
    labels: ['rule_group'],
    unit: 'seconds',
    help: 'How often the rule group is to be evaluated.',
  }),
  ruleGroupLastDuration: gauge('prometheus_rule_group_last_duration_seconds', {
    job,
    labels: ['rule_group'],
    unit: 'seconds',
    help: 'Time of the last evaluation of the rule group; near its interval, evaluations are about to be missed.',
  }),
  ruleGroupIterationsMissed: counter('prometheus_rule_group_iterations_missed_total', {
    job,
    labels: ['rule_group'],
    unit: 'count',
    help: 'Evaluations of the rule group left out because the one before took too long.',
  }),
  ruleGroupRules: gauge('prometheus_rule_group_rules', {
    job,
    labels: ['rule_group'],
    unit: 'count',
    help: 'Rules in the group.',
  }),
};

const notifications = {
  notificationsAlertmanagersDiscovered: gauge('prometheus_notifications_alertmanagers_discovered', {
    job,
    unit: 'count',
    help: 'Alertmanagers that alerts are sent to; at 0 nobody is told anything.',
  }),
  notificationsSent: counter('prometheus_notifications_sent_total', {
    job,
    labels: ['alertmanager'],
    unit: 'count',
    help: 'Alerts sent, by Alertmanager.',
  }),
  notificationsErrors: counter('prometheus_notifications_errors_total', {
    job,
    labels: ['alertmanager'],
    unit: 'count',
    help: 'Alerts that could not be sent, by Alertmanager.',
  }),
  notificationsDropped: counter('prometheus_notifications_dropped_total', {
    job,
    unit: 'count',
    help: 'Alerts thrown away because no Alertmanager took them.',
  }),
  notificationsQueueLength: gauge('prometheus_notifications_queue_length', {
    job,
    unit: 'count',
    help: 'Alerts that wait to be sent.',
  }),
  notificationsQueueCapacity: gauge('prometheus_notifications_queue_capacity', {
    job,
    unit: 'count',
    help: 'Alerts that may wait.',
  }),
};

const server = {
  configLastReloadSuccessful: gauge('prometheus_config_last_reload_successful', {
    job,
    unit: 'count',
    help: '1 if the last reload of the configuration succeeded, else 0: the old one is still in force.',
  }),
  configLastReloadSuccessTime: gauge('prometheus_config_last_reload_success_timestamp_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When the configuration was last reloaded successfully.',
  }),
  ready: gauge('prometheus_ready', { job, unit: 'count', help: '1 once the write-ahead log has been replayed.' }),
  engineQueries: gauge('prometheus_engine_queries', { job, unit: 'count', help: 'Queries that run or wait now.' }),
  engineQueriesConcurrentMax: gauge('prometheus_engine_queries_concurrent_max', {
    job,
    unit: 'count',
    help: 'Queries that may run at once.',
  }),
  engineQueryDuration: summary('prometheus_engine_query_duration_seconds', {
    job,
    labels: ['slice'],
    unit: 'seconds',
    help: 'Time of queries, by part of the work (slice).',
  }),
  httpRequests: counter('prometheus_http_requests_total', {
    job,
    labels: ['code', 'handler'],
    unit: 'count',
    help: 'HTTP requests, by status code and handler.',
  }),
  httpRequestDuration: histogram('prometheus_http_request_duration_seconds', {
    job,
    labels: ['handler'],
    unit: 'seconds',
    buckets: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
    help: 'Time to answer an HTTP request, by handler.',
  }),
  buildInfo: gauge('prometheus_build_info', {
    job,
    labels: ['branch', 'goarch', 'goos', 'goversion', 'revision', 'version'],
    unit: 'info',
    help: 'Always 1; its labels name the version.',
  }),
};

export const prometheus = { ...scrapes, ...prometheusStorage, ...rules, ...notifications, ...server };
