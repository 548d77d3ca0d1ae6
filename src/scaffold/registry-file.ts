/** The line of a new dashboard in the registry, dashboards/index.ts. */
import { UserError } from '../errors/user-error.ts';
import { literal } from './code.ts';
import { identifierOf } from './name.ts';

export const registryFile = 'dashboards/index.ts';

/**
 * The registry with one more entry, in the folder of the last one unless another is named by its key.
 * @throws UserError with the line to add by hand, where the file has a form that is not understood
 */
export function extended(text: string, name: string, folder: string | undefined): string {
  const named = folder === undefined ? undefined : literal(folder);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const found = /\bregistry: readonly RegistryEntry\[\] = \[(?<entries>[\s\S]*?)\n\];/.exec(text);
  const entries = found?.groups?.['entries'] ?? '';
  // What is commented out is no entry; the length stays, and so do the places.
  const code = entries.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
  const last = [...code.matchAll(/\bfolder: ('[^']*'|"[^"]*"|[\w.]+),/g)].at(-1)?.[1];
  const place = named ?? last;
  const whole = /(?:^|,)\s*$/.test(code);
  if (found === null || !whole || place === undefined) throw byHand(name, place, found !== null && whole);
  const at = found.index + found[0].length - '\n];'.length;
  // In a file with Windows line ends the carriage return belongs to the line before.
  const before = text.slice(0, at).replace(/\r$/, '');
  return `${before}${end}${entry(name, place)}${end}${text.slice(at + 1)}`;
}

function entry(name: string, folder: string): string {
  const load = `async () => (await import('./${name}.ts')).${identifierOf(name)}`;
  return `  { file: 'dashboards/${name}.ts', folder: ${folder}, load: ${load} },`;
}

function byHand(name: string, folder: string | undefined, folderIsMissing: boolean): UserError {
  const reason = folderIsMissing
    ? 'it has no entry whose folder could be used'
    : 'it has a form that is not understood';
  return new UserError(`${registryFile} cannot be extended: ${reason}. Nothing was written.`, {
    details: [`the line that it needs: ${entry(name, folder ?? "'the folder'").trim()}`],
    next: folderIsMissing
      ? 'Name the folder with --folder.'
      : `Write the entries of ${registryFile} one on a line, each with a comma at its end, or add that line and the two files by hand.`,
  });
}
