/** A dashboard's history: `/api/dashboards/uid/:uid/versions`. */
import type { z } from 'zod';
import type { DashboardVersion } from '../grafana.ts';
import { version, versions } from './answers.ts';
import { contentOf } from './content.ts';
import type { Requests } from './requests.ts';

type Entry = z.infer<typeof version>;

export async function history(requests: Requests, uid: string, limit: number): Promise<readonly DashboardVersion[]> {
  const listed = (await requests.readIfThere(`${pathOf(uid)}?limit=${limit}`, versions)) ?? [];
  const newest = listed.toSorted((a, b) => b.version - a.version).slice(0, limit);
  return Promise.all(newest.map((entry) => whole(requests, uid, entry)));
}

/** Empty where that version is not kept. */
export async function messageOf(requests: Requests, uid: string, number: number): Promise<string> {
  return (await requests.readIfThere(`${pathOf(uid)}/${number}`, version))?.message ?? '';
}

/** Older servers list versions without what was saved. */
async function whole(requests: Requests, uid: string, entry: Entry): Promise<DashboardVersion> {
  const data = entry.data ?? (await dataOf(requests, uid, entry));
  const { version: number, created, createdBy, message } = entry;
  return { version: number, created: inUtc(created), createdBy, message, content: contentOf(data ?? {}, uid) };
}

/** By number; Grafana's first servers with this path took the `id` there. */
async function dataOf(requests: Requests, uid: string, { id, version: number }: Entry) {
  const byNumber = await requests.readIfThere(`${pathOf(uid)}/${number}`, version);
  if (byNumber?.version === number || id === undefined) return byNumber?.data;
  const byId = await requests.readIfThere(`${pathOf(uid)}/${id}`, version);
  return byId?.version === number ? byId.data : undefined;
}

function pathOf(uid: string): string {
  return `/api/dashboards/uid/${encodeURIComponent(uid)}/versions`;
}

/** Times of other zones are rewritten; what is no time is left. */
function inUtc(time: string): string {
  const date = new Date(time);
  return time.endsWith('Z') || Number.isNaN(date.getTime()) ? time : date.toISOString();
}
