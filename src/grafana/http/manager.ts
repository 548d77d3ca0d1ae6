/** Who keeps a dashboard, from the annotations of the resource API. */
import type { Manager } from '../grafana.ts';

const prefix = 'grafana.app/';

/** A kind that is not known yet counts as a tool: it is left alone as well. */
export function managerOf(annotations: Readonly<Record<string, string>>): Manager | undefined {
  const read = (name: string) => annotations[`${prefix}${name}`] || undefined;
  const kind = read('managedBy') ?? older(read('repoName'));
  const id = read('managerId');
  const source = read('sourcePath') ?? read('repoPath');
  if (kind === undefined) return undefined;
  if (kind === 'classic-file-provisioning') return { kind: 'file', source: source ?? id };
  if (kind === 'plugin') return { kind: 'plugin', id };
  return { kind: 'tool', name: kind, id: id ?? read('repoName') };
}

/** Before `managedBy`, the name of the repository stood alone, with a prefix for files. */
function older(repository: string | undefined): string | undefined {
  if (repository === undefined) return undefined;
  return repository.startsWith('file:') ? 'classic-file-provisioning' : 'repo';
}
