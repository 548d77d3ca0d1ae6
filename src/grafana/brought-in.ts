/** Whether what somebody saved in Grafana was brought into the code, which has gone on since. Reads nothing. */
import { contentHash } from '../compare/content-hash.ts';
import type { Json } from '../lint/read/json.ts';
import type { Said, SaidSince } from './desired.ts';
import type { DashboardVersion } from './grafana.ts';
import type { History } from './history.ts';
import type { Marker } from './marker.ts';
import { sameContent } from './same-content.ts';

/**
 * The newest commit at which the code said what Grafana has, so that nobody's work is lost where it is overwritten.
 * Undefined where there is none, and where Grafana was made to have it on purpose, against what the code said then: an
 * old version that somebody went back to.
 * @param stored what Grafana has
 * @param said since the commit that the last push names
 */
export function broughtIn(code: Json, stored: Json, history: History, said: SaidSince): string | undefined {
  const { versions, marked } = history;
  const otherwise = versions.findIndex(({ content }) => !sameContent(content, stored));
  const candidates = marked === undefined ? neverPushed(versions, said) : sincePush(marked.marker, said);
  // Without a push nothing says whether the code was there first.
  const from = marked === undefined ? 0 : secondOf(versions[otherwise - 1]);
  const found = candidates.findIndex(({ at, content }) => at >= from && sameContent(content, stored));
  if (found < 0) return undefined;
  const newer = [code, ...candidates.slice(0, found).map(({ content }) => content)];
  const before = otherwise < 0 ? [] : editsIn(versions.slice(otherwise), history);
  // Dates of commits may be young, as those of a rebase are: the order of what both sides said must fit as well.
  const wentBack = before.some(({ content }) => newer.some((one) => sameContent(one, content)));
  return wentBack ? undefined : candidates[found]?.commit;
}

/** Those that are newer than the last push, from the first on that changed something. */
function editsIn(versions: readonly DashboardVersion[], { marked }: History): readonly DashboardVersion[] {
  if (marked === undefined) return versions;
  const { version: pushed } = marked;
  const edited = (one: DashboardVersion): boolean =>
    one.version > pushed.version && !sameContent(one.content, pushed.content);
  return versions.slice(0, versions.findLastIndex(edited) + 1);
}

/** A history that lacks its beginning may have had a push. */
function neverPushed(versions: readonly DashboardVersion[], { later }: SaidSince): readonly Said[] {
  return versions.at(-1)?.version === 1 ? later : [];
}

/**
 * A push from changed files was of something that no commit says, or that only a later one does: what comes before that
 * may be older than the push.
 */
function sincePush({ hash }: Marker, { base, later }: SaidSince): readonly Said[] {
  if (base !== undefined && contentHash(base) === hash) return later;
  return later.slice(
    0,
    Math.max(
      0,
      later.findIndex(({ content }) => contentHash(content) === hash),
    ),
  );
}

/** When it was saved, as git counts: in whole seconds; never where that is not known. */
function secondOf(version: DashboardVersion | undefined): number {
  const time = Date.parse(version?.created ?? '');
  return Number.isNaN(time) ? Infinity : Math.floor(time / 1000);
}
