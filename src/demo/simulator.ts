/** The simulator as a process of its own, as the service would be. */
import { join } from 'node:path';
import { addressOf, targetNames } from '../simulator/targets.ts';
import { projectRoot } from '../text/project-root.ts';
import { host } from './ports.ts';
import { answers, startProcess, type RunningProcess } from './process.ts';

/** The program that this is. */
export const ownProgram = join(projectRoot, 'bin', 'dashboards.js');

/** How the world of the simulator is; its history is written with the same. */
export interface World {
  readonly environment: string;
  /** Orders a second. */
  readonly rate?: number | undefined;
  /** An environment of dashboards.config.yaml. */
  readonly env?: string | undefined;
  /** Metrics that it does not expose. */
  readonly without?: string | undefined;
}

export interface SimulatorOptions extends World {
  readonly port: number;
  readonly incidents?: readonly string[] | undefined;
  /** Without a password: arguments can be seen by everybody on the machine. */
  readonly databaseUrl?: string | undefined;
  readonly databasePassword?: string | undefined;
  readonly pushgatewayUrl?: string | undefined;
  readonly signal: AbortSignal;
}

/** The arguments that `simulate` and `simulate backfill` share. */
export function worldArguments({ environment, rate, env, without }: World, port: number): readonly string[] {
  return [
    `--host=${host}`,
    `--port=${port}`,
    `--environment=${environment}`,
    ...(rate === undefined ? [] : [`--rate=${rate}`]),
    ...(env === undefined ? [] : [`--env=${env}`]),
    ...(without === undefined ? [] : [`--without=${without}`]),
  ];
}

/** @throws UserError where it does not start */
export function startSimulator(options: SimulatorOptions): Promise<RunningProcess> {
  const { port, incidents = [], databaseUrl, databasePassword, pushgatewayUrl, signal } = options;
  return startProcess({
    name: 'the simulator',
    program: process.execPath,
    args: [
      ownProgram,
      'simulate',
      ...worldArguments(options, port),
      ...incidents.map((incident) => `--incident=${incident}`),
      ...(databaseUrl === undefined ? [] : [`--database-url=${databaseUrl}`]),
      ...(pushgatewayUrl === undefined ? [] : [`--pushgateway-url=${pushgatewayUrl}`]),
    ],
    env: { ...process.env, ...(databasePassword === undefined ? {} : { PGPASSWORD: databasePassword }) },
    ready: async () => {
      const pages = targetNames.map((name) => answers(`http://${addressOf(name, host, port)}/metrics`));
      return (await Promise.all(pages)).every(Boolean);
    },
    signal,
  });
}
