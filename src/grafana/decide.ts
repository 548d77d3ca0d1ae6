/** What becomes of one dashboard of the code that Grafana has too. Reads nothing: everything known is handed in. */
import { carries } from '../compare/carries.ts';
import { compare } from '../compare/compare.ts';
import { contentHash } from '../compare/content-hash.ts';
import type { Difference } from '../compare/difference.ts';
import type { Json } from '../lint/read/json.ts';
import { ancestorOf, editsSince } from './ancestor.ts';
import { broughtIn } from './brought-in.ts';
import type { DesiredDashboard, SaidSince } from './desired.ts';
import type { DashboardVersion, StoredDashboard } from './grafana.ts';
import type { History } from './history.ts';
import type { ConflictKind, DashboardStep, Edit, PlanOptions } from './plan.ts';
import { sameContent, unchanged } from './same-content.ts';

/** What can be said without its history; undefined where that is needed. */
export function decideAtOnce(dashboard: DesiredDashboard, stored: StoredDashboard): DashboardStep | undefined {
  if (stored.manager !== undefined) return { kind: 'managed', dashboard, manager: stored.manager };
  if (stored.content === undefined) return { kind: 'unreadable', dashboard };
  const inPlace = stored.folderUid === dashboard.folderUid;
  return inPlace && sameContent(stored.content, dashboard.content)
    ? { kind: 'leave', dashboard, rewritten: false }
    : undefined;
}

/**
 * The same with its history, which decides who changed it: the code, Grafana or both.
 * @param history as old as `stored`, or older
 * @param said what the code said since the commit that the last push names; where that is known, what was brought into
 * the code and is there no more is no conflict
 */
export function decide(
  dashboard: DesiredDashboard,
  stored: StoredDashboard,
  history: History,
  options: Pick<PlanOptions, 'force' | 'adopt'>,
  said?: SaidSince,
): DashboardStep {
  const atOnce = decideAtOnce(dashboard, stored);
  if (atOnce !== undefined || stored.content === undefined) return atOnce ?? { kind: 'unreadable', dashboard };
  const { content } = stored;
  const verdict = judge(dashboard, { ...stored, content }, history, said);
  if (verdict.kind === 'rewritten') return { kind: 'leave', dashboard, rewritten: true };

  const update = {
    kind: 'update',
    dashboard,
    stored,
    difference: compare(content, dashboard.content),
    movedFrom: stored.folderUid === dashboard.folderUid ? undefined : { folderUid: stored.folderUid },
  } as const;
  if (verdict.kind === 'update') {
    const { known } = verdict;
    return { ...update, overwritten: undefined, ...(known === undefined ? {} : { known }) };
  }

  const { conflict, edits, difference } = verdict;
  return options.force || (options.adopt && conflict === 'unknown')
    ? { ...update, overwritten: { kind: conflict, edits, lost: difference } }
    : { kind: 'conflict', dashboard, stored, conflict, edits, difference };
}

type Verdict =
  | { readonly kind: 'update'; readonly known?: string | undefined }
  /** Grafana keeps something else than it was sent, and nobody has changed that since. */
  | { readonly kind: 'rewritten' }
  | {
      readonly kind: 'conflict';
      readonly conflict: ConflictKind;
      readonly edits: readonly Edit[];
      readonly difference: Difference;
    };

function judge(
  { content: code, folderUid }: DesiredDashboard,
  stored: StoredDashboard & { readonly content: Json },
  history: History,
  said: SaidSince | undefined,
): Verdict {
  const ancestor = ancestorOf(code, history);
  const { marked } = history;
  const commit = (): string | undefined =>
    said === undefined ? undefined : broughtIn(code, stored.content, history, said);
  const inPlace = stored.folderUid === folderUid;
  if (ancestor === undefined) {
    const known = inPlace ? commit() : undefined;
    return known === undefined ? unknown(code, stored.content) : { kind: 'update', known };
  }

  const conflict = (kind: ConflictKind, since: DashboardVersion): Verdict => ({
    kind: 'conflict',
    conflict: kind,
    edits: editsSince(since, history),
    difference: compare(since.content, stored.content),
  });
  const codeUnchanged = sameContent(ancestor.content, code) || marked?.marker.hash === contentHash(code);
  const edited = !unchanged(ancestor.content, stored.content);
  const losing = edited && (codeUnchanged || !carries(code, { from: ancestor.content, to: stored.content }));
  const known = losing ? commit() : undefined;
  if (losing && known === undefined) return conflict(codeUnchanged ? 'edited' : 'both', ancestor);
  if (inPlace) return codeUnchanged && !edited ? { kind: 'rewritten' } : { kind: 'update', known };
  // Only a push says where it put it. Without that, it may have been anybody who put it there.
  if (marked === undefined) return unknown(code, stored.content);
  return stored.folderUid === marked.marker.folderUid ? { kind: 'update', known } : conflict('moved', marked.version);
}

function unknown(code: Json, stored: Json): Verdict {
  return { kind: 'conflict', conflict: 'unknown', edits: [], difference: compare(code, stored) };
}
