import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/** Tells a person what went wrong, on stderr, and gives the exit code. A defect of ours keeps its stack trace. */
export function report(error: unknown): ExitCode {
  if (error instanceof UserError) {
    const details = error.details.map((detail) => `  ${detail}\n`).join('');
    process.stderr.write(`Error: ${error.message}\n${details}Next: ${error.next}\n`);
    return error.exit;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a defect of dashboards, not of your input; please report it:\n${text}\n`);
  return exitCode.usage;
}
