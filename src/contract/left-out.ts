/** Metrics that the catalogue leaves out on purpose, although own services expose them. */

const leftOut: readonly RegExp[] = [
  // How often the page itself was asked for.
  /^promhttp_/u,
  // Tally's account of itself; its own `instance` label is renamed by Prometheus.
  /^tally_internal_/u,
  // Go's runtime/metrics as a whole, where a program asks for more than the core of them.
  /^go_(?:cgo|cpu_classes|memory_classes|godebug|sync|sql_stats)_/u,
  /^go_gc_(?:cleanups|cycles|finalizers|heap|limiter|pauses|scan|stack)_/u,
  /^go_sched_(?:goroutines|latencies|pauses|threads)_/u,
];

export function isLeftOut(name: string): boolean {
  return leftOut.some((pattern) => pattern.test(name));
}
