/** PostgreSQL through postgres_exporter, and the exporter's own health. Source: recordings of 0.11 and 0.20. */
import { counter, gauge } from './define.ts';
import { postgresActivity } from './postgres-activity.ts';
import { postgresDatabase } from './postgres-database.ts';
import { server, v20 } from './postgres-labels.ts';
import { postgresMaintenance } from './postgres-maintenance.ts';
import { postgresReplication } from './postgres-replication.ts';
import { postgresSettings } from './postgres-settings.ts';
import { postgresTables } from './postgres-tables.ts';

const job = 'postgres';

const exporter = {
  up: gauge('pg_up', {
    job,
    unit: 'count',
    help: '1 if the exporter reached the database; the exporter itself can be up while the database is not.',
  }),
  exporterLastScrapeError: gauge('pg_exporter_last_scrape_error', {
    job,
    unit: 'count',
    help: '1 if the last scrape had an error.',
  }),
  exporterLastScrapeDuration: gauge('pg_exporter_last_scrape_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Time of the last scrape.',
  }),
  exporterScrapes: counter('pg_exporter_scrapes_total', { job, unit: 'count', help: 'Scrapes answered.' }),
  scrapeCollectorSuccess: gauge('pg_scrape_collector_success', {
    job,
    labels: ['collector'],
    unit: 'count',
    help: '1 if the collector succeeded; at 0 its metrics are missing.',
  }),
  scrapeCollectorDuration: gauge('pg_scrape_collector_duration_seconds', {
    job,
    labels: ['collector'],
    unit: 'seconds',
    help: 'Time that the collector took.',
  }),
  exporterBuildInfo: gauge('postgres_exporter_build_info', {
    job,
    labels: ['branch', 'goarch', 'goos', 'goversion', 'revision', 'version'],
    partialLabels: { tags: v20 },
    unit: 'info',
    help: 'Always 1; its labels name the version of the exporter.',
  }),
  version: gauge('pg_static', {
    job,
    labels: ['server', 'short_version', 'version'],
    unit: 'info',
    wireType: 'untyped',
    help: 'Always 1; its labels name the version of PostgreSQL.',
  }),
  postmasterStartTime: gauge('pg_postmaster_start_time_seconds', {
    job,
    partialLabels: server,
    unit: 'unix_seconds',
    help: 'When PostgreSQL was started; 0.11 needs its query file.',
  }),
};

export const postgres = {
  ...exporter,
  ...postgresActivity,
  ...postgresDatabase,
  ...postgresReplication,
  ...postgresMaintenance,
  ...postgresTables,
  ...postgresSettings,
};
