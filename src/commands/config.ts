/** `dashboards config`: what the configuration comes to. */
import { stringify } from 'yaml';
import { resolveConfig } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { projectRoot } from '../text/project-root.ts';

export interface ShowOptions {
  /** An environment of the configuration. */
  readonly env?: string;
  readonly json?: boolean;
}

/** @throws UserError */
export async function showConfig({ env, json }: ShowOptions): Promise<ExitCode> {
  const config = await resolveConfig(projectRoot, { environment: env });
  process.stdout.write(
    json === true
      ? `${JSON.stringify(config, null, 2)}\n`
      : stringify(config, { lineWidth: 120, aliasDuplicateObjects: false }),
  );
  return exitCode.done;
}
