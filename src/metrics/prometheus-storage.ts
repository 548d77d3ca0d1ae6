/** Prometheus's storage and its scraping. Source: recording of 2.42. */
import { counter, gauge, histogram, summary } from './define.ts';

const job = 'prometheus';

const storage = {
  tsdbHeadSeries: gauge('prometheus_tsdb_head_series', { job, unit: 'count', help: 'Series in memory.' }),
  tsdbHeadChunks: gauge('prometheus_tsdb_head_chunks', { job, unit: 'count', help: 'Chunks in memory.' }),
  tsdbHeadSamplesAppended: counter('prometheus_tsdb_head_samples_appended_total', {
    job,
    labels: ['type'],
    unit: 'count',
    help: 'Samples stored, by type (float, histogram).',
  }),
  tsdbHeadSeriesCreated: counter('prometheus_tsdb_head_series_created_total', {
    job,
    unit: 'count',
    help: 'Series created in memory; a high rate is churn.',
  }),
  tsdbHeadSeriesRemoved: counter('prometheus_tsdb_head_series_removed_total', {
    job,
    unit: 'count',
    help: 'Series dropped from memory.',
  }),
  tsdbHeadMinTime: gauge('prometheus_tsdb_head_min_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'Oldest sample in memory.',
  }),
  tsdbHeadMaxTime: gauge('prometheus_tsdb_head_max_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'Newest sample in memory.',
  }),
  tsdbLowestTimestamp: gauge('prometheus_tsdb_lowest_timestamp_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'Oldest sample stored: what the retention really leaves.',
  }),
  tsdbBlocksLoaded: gauge('prometheus_tsdb_blocks_loaded', { job, unit: 'count', help: 'Blocks on disk in use.' }),
  tsdbStorageBlocks: gauge('prometheus_tsdb_storage_blocks_bytes', {
    job,
    unit: 'bytes',
    help: 'Bytes of all blocks; the write-ahead log is not among them.',
  }),
  tsdbRetentionLimit: gauge('prometheus_tsdb_retention_limit_bytes', {
    job,
    unit: 'bytes',
    help: 'Retention by size; 0 when there is none.',
  }),
  tsdbSizeRetentions: counter('prometheus_tsdb_size_retentions_total', {
    job,
    unit: 'count',
    help: 'Times that blocks were deleted for size.',
  }),
  tsdbTimeRetentions: counter('prometheus_tsdb_time_retentions_total', {
    job,
    unit: 'count',
    help: 'Times that blocks were deleted for age.',
  }),
  tsdbCompactions: counter('prometheus_tsdb_compactions_total', { job, unit: 'count', help: 'Compactions run.' }),
  tsdbCompactionsFailed: counter('prometheus_tsdb_compactions_failed_total', {
    job,
    unit: 'count',
    help: 'Compactions that failed; when they all do, the disk fills.',
  }),
  tsdbCompactionDuration: histogram('prometheus_tsdb_compaction_duration_seconds', {
    job,
    unit: 'seconds',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192],
    help: 'Time of a compaction.',
  }),
  tsdbReloadsFailures: counter('prometheus_tsdb_reloads_failures_total', {
    job,
    unit: 'count',
    help: 'Times that the blocks on disk could not be read anew.',
  }),
  tsdbWalCorruptions: counter('prometheus_tsdb_wal_corruptions_total', {
    job,
    unit: 'count',
    help: 'Corruptions found in the write-ahead log.',
  }),
  tsdbWalFsyncDuration: summary('prometheus_tsdb_wal_fsync_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Time to bring the write-ahead log to disk.',
  }),
  tsdbOutOfOrderSamples: counter('prometheus_tsdb_out_of_order_samples_total', {
    job,
    labels: ['type'],
    unit: 'count',
    help: 'Samples refused because they came out of order.',
  }),
  tsdbExemplarsInStorage: gauge('prometheus_tsdb_exemplar_exemplars_in_storage', {
    job,
    unit: 'count',
    help: 'Exemplars in memory; 0 when exemplar storage is switched off.',
  }),
  tsdbMaxExemplars: gauge('prometheus_tsdb_exemplar_max_exemplars', {
    job,
    unit: 'count',
    help: 'Exemplars that fit into memory.',
  }),
};

const scraping = {
  targetIntervalLength: summary('prometheus_target_interval_length_seconds', {
    job,
    labels: ['interval'],
    unit: 'seconds',
    help: 'Time between scrapes, by the interval that was asked for.',
  }),
  targetScrapePoolTargets: gauge('prometheus_target_scrape_pool_targets', {
    job,
    labels: ['scrape_job'],
    unit: 'count',
    help: 'Targets by scrape job.',
  }),
  targetSyncLength: summary('prometheus_target_sync_length_seconds', {
    job,
    labels: ['scrape_job'],
    unit: 'seconds',
    help: 'Time to bring the targets of a job up to date.',
  }),
  targetScrapePoolsFailed: counter('prometheus_target_scrape_pools_failed_total', {
    job,
    unit: 'count',
    help: 'Scrape jobs that could not be set up.',
  }),
  targetScrapesExceededSampleLimit: counter('prometheus_target_scrapes_exceeded_sample_limit_total', {
    job,
    unit: 'count',
    help: 'Scrapes refused for too many samples.',
  }),
  targetScrapesDuplicateTimestamp: counter('prometheus_target_scrapes_sample_duplicate_timestamp_total', {
    job,
    unit: 'count',
    help: 'Samples refused because another value has the same time: two targets with the same labels.',
  }),
  targetScrapesOutOfOrder: counter('prometheus_target_scrapes_sample_out_of_order_total', {
    job,
    unit: 'count',
    help: 'Scraped samples refused because they came out of order.',
  }),
  sdDiscoveredTargets: gauge('prometheus_sd_discovered_targets', {
    job,
    labels: ['name', 'config'],
    unit: 'count',
    help: 'Targets found by service discovery, before relabelling.',
  }),
  sdFailedConfigs: gauge('prometheus_sd_failed_configs', {
    job,
    labels: ['name'],
    unit: 'count',
    help: 'Service discovery configurations that could not be loaded.',
  }),
};

export const prometheusStorage = { ...storage, ...scraping };
