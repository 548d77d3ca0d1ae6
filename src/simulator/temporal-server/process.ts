/** The processes of the Temporal server: four services in one, as its development server and its image run them. */
import { temporalServer as metrics } from '../../metrics/temporal-server.ts';
import type { Kept } from '../exposition/kept.ts';
import { around, type Draw } from '../temporal-sdk/chance.ts';
import type { Follow } from './requests.ts';

const services = ['frontend', 'history', 'matching', 'worker'];
const megabyte = 2 ** 20;
const build = {
  build_date: '0001_01_01T00_00_00Z',
  build_platform: 'amd64',
  build_version: '1_30_1',
  git_revision: '',
  go_version: 'go1_26_8',
};

export function processes(kept: Kept, random: Draw): readonly Follow[] {
  const limit = kept.gauge(metrics.hostRpsLimit, { service_name: 'frontend' });
  return [() => limit.set(2400), ...services.map((service) => processOf(kept, random, service))];
}

function processOf(kept: Kept, random: Draw, service: string): Follow {
  const labels = { service_name: service };
  const goroutines = kept.gauge(metrics.numGoroutines, labels);
  const allocated = kept.gauge(metrics.memoryAllocated, labels);
  const inUse = kept.gauge(metrics.memoryHeapInuse, labels);
  const pauses = kept.histogram(metrics.memoryGcPause, labels);
  kept.counter(metrics.restarts, labels).inc();
  kept.gauge(metrics.buildInformation, { ...build, ...labels }).set(1);
  let garbage = 0;
  return ({ tasksPerSecond, seconds, counts }) => {
    // The heap fills until it is collected, sooner with more to do.
    garbage += seconds * (0.2 + tasksPerSecond / 20);
    if (garbage > 60) {
      garbage = 0;
      pauses.observe(around(0.0003, random));
    } else if (counts.minute > 0) {
      pauses.observe(around(0.0002, random), counts.minute);
    }
    goroutines.set(Math.round(900 + tasksPerSecond * 3));
    allocated.set(Math.round((90 + garbage) * megabyte));
    inUse.set(Math.round((110 + garbage * 1.1) * megabyte));
  };
}
