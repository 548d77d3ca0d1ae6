/**
 * What Go's Prometheus client exposes of every process: the core that all of them share. The worker and the Temporal
 * server are Go programs too, but report through tally and have none of it (recordings; system.md).
 */
import { counter, gauge, summary } from './define.ts';

const job = ['order_processing_api', 'prometheus', 'alertmanager', 'grafana', 'pushgateway', 'postgres'] as const;
/** Programs built with client_golang 1.20 or newer. */
const newer = ['order_processing_api', 'grafana', 'postgres'] as const;
/** Programs built with an older one. */
const older = ['prometheus', 'alertmanager', 'pushgateway', 'postgres'] as const;

const processes = {
  processCpuSeconds: counter('process_cpu_seconds_total', {
    job,
    unit: 'seconds',
    help: 'CPU time used, user and system; its rate is the number of cores in use.',
  }),
  processResidentMemory: gauge('process_resident_memory_bytes', { job, unit: 'bytes', help: 'Memory in RAM.' }),
  processVirtualMemory: gauge('process_virtual_memory_bytes', { job, unit: 'bytes', help: 'Address space in use.' }),
  processVirtualMemoryMax: gauge('process_virtual_memory_max_bytes', {
    job,
    unit: 'bytes',
    help: 'Limit of the address space; the largest number, or -1, when there is none.',
  }),
  processOpenFds: gauge('process_open_fds', { job, unit: 'count', help: 'Open file descriptors.' }),
  processMaxFds: gauge('process_max_fds', { job, unit: 'count', help: 'Limit of open file descriptors.' }),
  processStartTime: gauge('process_start_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When the process started: marks a deploy or a crash.',
  }),
  processNetworkReceive: counter('process_network_receive_bytes_total', {
    job: newer,
    unit: 'bytes',
    help: 'Bytes received by the network namespace of the process.',
  }),
  processNetworkTransmit: counter('process_network_transmit_bytes_total', {
    job: newer,
    unit: 'bytes',
    help: 'Bytes sent by the network namespace of the process.',
  }),
};

const scheduler = {
  version: gauge('go_info', { job, labels: ['version'], unit: 'info', help: 'Always 1; its label names Go.' }),
  goroutines: gauge('go_goroutines', { job, unit: 'count', help: 'Goroutines; steady growth is a leak.' }),
  threads: gauge('go_threads', { job, unit: 'count', help: 'Operating system threads.' }),
  maxProcs: gauge('go_sched_gomaxprocs_threads', { job: newer, unit: 'count', help: 'Threads that may run Go code.' }),
  gcDuration: summary('go_gc_duration_seconds', {
    job,
    unit: 'seconds',
    help: 'Pauses of garbage collection; quantile "1" is the longest since start, not of late.',
  }),
  gcPercent: gauge('go_gc_gogc_percent', { job: newer, unit: 'count', help: 'GOGC, in percent.' }),
  gcMemoryLimit: gauge('go_gc_gomemlimit_bytes', {
    job: newer,
    unit: 'bytes',
    help: 'GOMEMLIMIT; the largest number when there is none.',
  }),
};

const memory = {
  alloc: gauge('go_memstats_alloc_bytes', { job, unit: 'bytes', help: 'Bytes of live and not yet swept objects.' }),
  allocated: counter('go_memstats_alloc_bytes_total', {
    job,
    unit: 'bytes',
    help: 'Bytes ever allocated; its rate is the pressure on the garbage collector.',
  }),
  mallocs: counter('go_memstats_mallocs_total', { job, unit: 'count', help: 'Objects ever allocated.' }),
  frees: counter('go_memstats_frees_total', { job, unit: 'count', help: 'Objects ever freed.' }),
  lookups: counter('go_memstats_lookups_total', {
    job: older,
    unit: 'count',
    help: 'Always 0; newer clients dropped it.',
  }),
  heapAlloc: gauge('go_memstats_heap_alloc_bytes', { job, unit: 'bytes', help: 'Heap bytes of objects.' }),
  heapIdle: gauge('go_memstats_heap_idle_bytes', { job, unit: 'bytes', help: 'Heap bytes in unused spans.' }),
  heapInuse: gauge('go_memstats_heap_inuse_bytes', { job, unit: 'bytes', help: 'Heap bytes in used spans.' }),
  heapReleased: gauge('go_memstats_heap_released_bytes', {
    job,
    unit: 'bytes',
    help: 'Heap bytes given back to the operating system.',
  }),
  heapSys: gauge('go_memstats_heap_sys_bytes', { job, unit: 'bytes', help: 'Heap bytes taken from the system.' }),
  heapObjects: gauge('go_memstats_heap_objects', { job, unit: 'count', help: 'Objects on the heap.' }),
  nextGc: gauge('go_memstats_next_gc_bytes', { job, unit: 'bytes', help: 'Heap size at which collection runs next.' }),
  lastGcTime: gauge('go_memstats_last_gc_time_seconds', {
    job,
    unit: 'unix_seconds',
    help: 'When garbage was last collected.',
  }),
  gcSys: gauge('go_memstats_gc_sys_bytes', { job, unit: 'bytes', help: 'Memory of the garbage collector itself.' }),
  stackInuse: gauge('go_memstats_stack_inuse_bytes', { job, unit: 'bytes', help: 'Memory of goroutine stacks.' }),
  stackSys: gauge('go_memstats_stack_sys_bytes', { job, unit: 'bytes', help: 'Stack memory taken from the system.' }),
  buckHashSys: gauge('go_memstats_buck_hash_sys_bytes', { job, unit: 'bytes', help: 'Memory of profiling tables.' }),
  mcacheInuse: gauge('go_memstats_mcache_inuse_bytes', { job, unit: 'bytes', help: 'Memory of mcaches in use.' }),
  mcacheSys: gauge('go_memstats_mcache_sys_bytes', { job, unit: 'bytes', help: 'Memory taken for mcaches.' }),
  mspanInuse: gauge('go_memstats_mspan_inuse_bytes', { job, unit: 'bytes', help: 'Memory of mspans in use.' }),
  mspanSys: gauge('go_memstats_mspan_sys_bytes', { job, unit: 'bytes', help: 'Memory taken for mspans.' }),
  otherSys: gauge('go_memstats_other_sys_bytes', { job, unit: 'bytes', help: 'Other memory of the runtime.' }),
  sys: gauge('go_memstats_sys_bytes', { job, unit: 'bytes', help: 'All memory taken from the system.' }),
};

export const goRuntime = { ...processes, ...scheduler, ...memory };
