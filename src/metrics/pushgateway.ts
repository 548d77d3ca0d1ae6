/** The Pushgateway, and what batch jobs push to it. */
import { gauge, counter, summary } from './define.ts';

const job = 'pushgateway';

/** Pushed by the jobs themselves; with `honor_labels` their own job and instance are the target's labels. */
const batch = {
  batchRecordsProcessed: gauge('batch_job_records_processed', {
    job,
    unit: 'count',
    help: 'Records that the last run processed; a gauge, since each run pushes its own number.',
  }),
  batchDuration: gauge('batch_job_duration_seconds', { job, unit: 'seconds', help: 'How long the last run took.' }),
  batchLastSuccess: gauge('batch_job_last_success_timestamp_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When a run last succeeded; it stays in the Pushgateway when the job stops running.',
  }),
};

export const pushgateway = {
  ...batch,
  pushTime: gauge('push_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When the group was last pushed successfully; a failed run that pushes moves it too.',
  }),
  pushFailureTime: gauge('push_failure_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When a push of the group was last refused; 0 is never.',
  }),
  httpPushDuration: summary('pushgateway_http_push_duration_seconds', {
    job,
    labels: ['method'],
    unit: 'seconds',
    help: 'Time to answer a push.',
  }),
  httpPushSize: summary('pushgateway_http_push_size_bytes', {
    job,
    labels: ['method'],
    unit: 'bytes',
    help: 'Size of a push.',
  }),
  httpRequests: counter('pushgateway_http_requests_total', {
    job,
    labels: ['code', 'handler', 'method'],
    unit: 'count',
    help: 'HTTP requests, by status code and handler.',
  }),
  buildInfo: gauge('pushgateway_build_info', {
    job,
    labels: ['branch', 'goarch', 'goos', 'goversion', 'revision', 'version'],
    unit: 'info',
    help: 'Always 1; its labels name the version.',
  }),
};
