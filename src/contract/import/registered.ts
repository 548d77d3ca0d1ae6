/** The files of src/metrics that list jobs and imported services, with one more. */
import { UserError } from '../../errors/user-error.ts';
import { importLine, literal } from '../../scaffold/code.ts';
import { fileOf } from './name.ts';

export const importedFile = 'imported.ts';
export const jobsFile = 'jobs.ts';

/** The services that src/metrics/imported.ts lists. @throws UserError where it has a form that is not understood */
export function importedIn(text: string): readonly string[] {
  const body = /^export const imported = \{(?<names>[\w\s,]*)\};$/mu.exec(text)?.groups?.['names'];
  if (body === undefined) throw byHand(importedFile, 'add the service to the object "imported", and import it');
  return body
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** src/metrics/imported.ts with the service. @throws UserError where it has a form that is not understood */
export function withService(text: string, name: string): string {
  const names = [...new Set([...importedIn(text), name])].sort();
  const comment = /^\/\*\*[\s\S]*?\*\/\n/u.exec(text)?.[0] ?? '';
  const imports = names.map((one) => importLine([one], `./${fileOf(one)}`));
  const line = `export const imported = { ${names.join(', ')} };`;
  const object = line.length <= 120 ? [line] : ['export const imported = {', ...names.map((one) => `  ${one},`), '};'];
  return `${comment}${[...imports, '', ...object].join('\n')}\n`;
}

/** src/metrics/jobs.ts with the job. @throws UserError where it has a form that is not understood */
export function withJob(text: string, job: string): string {
  const found = /^export const jobs = \[\n(?<jobs>(?: {2}'[^'\n]*',\n)*)\] as const;$/mu.exec(text);
  const list = found?.groups?.['jobs'];
  if (found === null || list === undefined) throw byHand(jobsFile, `add ${literal(job)} to the list "jobs"`);
  const line = `  ${literal(job)},\n`;
  if (list.includes(line)) return text;
  const at = found.index + found[0].length - '] as const;'.length;
  return `${text.slice(0, at)}${line}${text.slice(at)}`;
}

function byHand(file: string, next: string): UserError {
  return new UserError(`src/metrics/${file} has a form that is not understood. Nothing was written.`, {
    next: `Write the entries without --out, and ${next}.`,
  });
}
