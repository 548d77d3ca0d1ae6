/** What a Go program takes of its machine, metric by metric, from what it has done since it was started. */
import { goRuntime as metrics } from '../../metrics/go-runtime.ts';
import type { Metric, TargetLabel } from '../../metrics/metric.ts';
import type { Heap } from './heap.ts';

export interface Usage {
  readonly heap: Heap;
  /** When the process started, in Unix seconds. */
  readonly startedAt: number;
  /** How long it has run, in seconds. */
  readonly uptime: number;
  /** Requests since the start. */
  readonly requests: number;
  /** Processor time since the start, in seconds. */
  readonly cpu: number;
  /** Open connections of clients. */
  readonly connections: number;
  /** Requests that are being answered. */
  readonly underWay: number;
}

type Shown<T extends 'counter' | 'gauge'> = readonly [metric: Metric<T, TargetLabel>, of: (usage: Usage) => number];

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
/** The runtime takes memory from the system in pages. */
const page = 8 * kilobyte;
/** The average size of an object. */
const objectBytes = 96;
const stackBytes = 16 * kilobyte;
/** Parts of the runtime's memory that hardly change. */
const fixed = {
  gc: 4.2 * megabyte,
  buckHash: 1.5 * megabyte,
  other: 1.9 * megabyte,
  mcacheInuse: 2416,
  mcache: 15_704,
};

const wholePages = (bytes: number): number => Math.ceil(bytes / page) * page;
const goroutines = ({ connections, underWay }: Usage): number => 14 + 2 * connections + underWay;
const stacks = (usage: Usage): number => Math.ceil((goroutines(usage) * stackBytes) / (32 * kilobyte)) * 32 * kilobyte;
const heapInuse = ({ heap }: Usage): number => wholePages(heap.objects * 1.09);
const heapSys = (usage: Usage): number =>
  Math.ceil((usage.heap.next * 1.25) / (4 * megabyte)) * 4 * megabyte - stacks(usage);
const heapIdle = (usage: Usage): number => heapSys(usage) - heapInuse(usage);
const mspanInuse = (usage: Usage): number => Math.round(heapInuse(usage) / page / 4) * 160;
const mspanSys = (usage: Usage): number => wholePages(mspanInuse(usage) * 1.3);
const sys = (usage: Usage): number =>
  heapSys(usage) + stacks(usage) + mspanSys(usage) + fixed.gc + fixed.buckHash + fixed.other + fixed.mcache;

/** What never changes while the process runs. The limits are as Go and Linux write that there is none. */
export const constants: readonly (readonly [metric: Metric<'gauge', TargetLabel>, value: number])[] = [
  [metrics.processVirtualMemoryMax, 2 ** 64],
  [metrics.processMaxFds, 65_536],
  [metrics.maxProcs, 2],
  [metrics.gcPercent, 100],
  [metrics.gcMemoryLimit, 2 ** 63],
  [metrics.gcSys, fixed.gc],
  [metrics.buckHashSys, fixed.buckHash],
  [metrics.otherSys, fixed.other],
  [metrics.mcacheInuse, fixed.mcacheInuse],
  [metrics.mcacheSys, fixed.mcache],
];

export const gauges: readonly Shown<'gauge'>[] = [
  // Memory of the program itself, and what the system has not taken back.
  [metrics.processResidentMemory, (usage) => 16 * megabyte + sys(usage) - wholePages(heapIdle(usage) * 0.6)],
  [metrics.processVirtualMemory, (usage) => 1200 * megabyte + sys(usage)],
  [metrics.processOpenFds, ({ connections }) => 11 + connections],
  [metrics.processStartTime, ({ startedAt }) => startedAt],
  [metrics.goroutines, goroutines],
  // Threads are seldom given back: more of them come in the first minutes.
  [metrics.threads, ({ uptime }) => 7 + Math.min(4, Math.floor(uptime / 120))],
  [metrics.alloc, ({ heap }) => Math.round(heap.objects)],
  [metrics.heapAlloc, ({ heap }) => Math.round(heap.objects)],
  [metrics.heapIdle, heapIdle],
  [metrics.heapInuse, heapInuse],
  [metrics.heapReleased, (usage) => wholePages(heapIdle(usage) * 0.6)],
  [metrics.heapSys, heapSys],
  [metrics.heapObjects, ({ heap }) => Math.round(heap.objects / objectBytes)],
  [metrics.nextGc, ({ heap }) => heap.next],
  [metrics.lastGcTime, ({ heap }) => heap.collectedAt],
  [metrics.stackInuse, stacks],
  [metrics.stackSys, stacks],
  [metrics.mspanInuse, mspanInuse],
  [metrics.mspanSys, mspanSys],
  [metrics.sys, sys],
];

export const counters: readonly Shown<'counter'>[] = [
  // The system counts processor time in hundredths of a second.
  [metrics.processCpuSeconds, ({ cpu }) => Math.round(cpu * 100) / 100],
  [metrics.processNetworkReceive, ({ requests }) => Math.round(requests * 900)],
  [metrics.processNetworkTransmit, ({ requests }) => Math.round(requests * 2600)],
  [metrics.allocated, ({ heap }) => Math.round(heap.allocated)],
  [metrics.mallocs, ({ heap }) => Math.round(heap.allocated / objectBytes)],
  [metrics.frees, ({ heap }) => Math.round(heap.allocated / objectBytes) - Math.round(heap.objects / objectBytes)],
];
