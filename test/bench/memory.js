/** Loaded into the simulator by the benchmark: each second it collects garbage and tells what is left, in bytes. */
setInterval(() => {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ heap: heapUsed, rss, cpu: (user + system) / 1e6, at: performance.now() / 1000 });
}, 1000).unref();
process.channel?.unref();
