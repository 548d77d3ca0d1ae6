/**
 * What the simulator serves, and where: one target for each program of the real system. The Temporal SDKs have a page
 * of their own, for theirs is plain text whose counters have names that OpenMetrics does not allow.
 */
import type { Job } from '../metrics/metric.ts';

export const targetNames = ['api', 'worker', 'state', 'worker-sdk', 'api-sdk', 'temporal'] as const;
export type TargetName = (typeof targetNames)[number];

export interface Target {
  readonly name: TargetName;
  readonly job: Job;
  /** How far its port is from that of the API. */
  readonly port: number;
}

export const targets: Readonly<Record<TargetName, Target>> = {
  api: { name: 'api', job: 'order_processing_api', port: 0 },
  worker: { name: 'worker', job: 'order_processing_worker', port: 1 },
  state: { name: 'state', job: 'order_processing_state', port: 2 },
  'worker-sdk': { name: 'worker-sdk', job: 'order_processing_worker', port: 3 },
  'api-sdk': { name: 'api-sdk', job: 'order_processing_api', port: 4 },
  temporal: { name: 'temporal', job: 'temporal', port: 5 },
};

/** The port of the API, unless another is asked for. */
export const defaultPort = 8080;

/** Host and port of a target, as Prometheus labels it with `instance`. */
export function addressOf(target: TargetName, host: string, port: number): string {
  return `${host}:${port + targets[target].port}`;
}
