import { few } from '../text/few.ts';
import { printable } from '../text/wrapped.ts';
import type { Difference, PanelChange, PropertyChange } from './difference.ts';

/** In one line: `2 panels changed, 1 added, variable job, title`. */
export function summary({ panels, variables, annotations, properties }: Difference): string {
  const parts = [
    ...counted(panels),
    ...named('variable', variables),
    ...named('annotation', annotations),
    ...(properties.length > 0 ? [few(tops(properties), 3, (left) => `${left} more`).join(', ')] : []),
  ];
  return parts.length === 0 ? 'no difference' : printable(parts.join(', '));
}

function counted(panels: readonly PanelChange[]): readonly string[] {
  const counts: readonly (readonly [string, number])[] = [
    ['changed', panels.filter((change) => change.kind === 'changed' && change.properties.length > 0).length],
    ['moved', panels.filter((change) => change.kind === 'changed' && change.properties.length === 0).length],
    ['added', panels.filter(({ kind }) => kind === 'added').length],
    ['removed', panels.filter(({ kind }) => kind === 'removed').length],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([what, count], index) =>
      index === 0 ? `${count} ${count === 1 ? 'panel' : 'panels'} ${what}` : `${count} ${what}`,
    );
}

function named(what: string, changes: readonly { readonly name: string }[]): readonly string[] {
  if (changes.length === 0) return [];
  return [changes.length === 1 ? `${what} ${changes[0]?.name}` : `${changes.length} ${what}s`];
}

/** `time` for both `time.from` and `time.to`. */
function tops(properties: readonly PropertyChange[]): readonly string[] {
  return [...new Set(properties.map(({ path }) => path.split('.')[0] ?? path))];
}
