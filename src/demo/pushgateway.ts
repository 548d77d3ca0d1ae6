/** A Pushgateway that keeps what it is given in a folder of its own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { host } from './ports.ts';
import { answers, startProcess, type RunningProcess } from './process.ts';

export interface PushgatewayOptions {
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

/** @throws UserError where it does not start */
export async function startPushgateway(options: PushgatewayOptions): Promise<RunningProcess> {
  const { program, folder, port, signal } = options;
  await mkdir(folder, { recursive: true });
  return startProcess({
    name: 'Pushgateway',
    program,
    args: [
      `--web.listen-address=${host}:${port}`,
      // Debian's package has a file of the system here unless it is told otherwise.
      `--persistence.file=${join(folder, 'pushed')}`,
      '--log.level=warn',
    ],
    cwd: folder,
    ready: () => answers(`http://${host}:${port}/-/ready`),
    signal,
  });
}
