import { UserError } from '../errors/user-error.ts';

/** Bytes; a token is far shorter. */
const longest = 65_536;

/**
 * All of standard input.
 * @param option that asked for it
 * @throws UserError where a person would have to type it, for all to see, or it is no token's length
 */
export async function standardInput(option: string): Promise<string> {
  if (process.stdin.isTTY) {
    throw new UserError(`${option} reads from a pipe or a file, and standard input is a terminal.`, {
      next: `Write it as: dashboards … ${option} < FILE; or set GRAFANA_TOKEN.`,
    });
  }
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += String(part);
    if (text.length <= longest) continue;
    throw new UserError(`${option}: standard input is too long for a token.`, { next: 'Pipe the token alone.' });
  }
  return text;
}
