/** Words that all reports share. */
import type { Manager } from '../grafana.ts';
import type { Edit } from '../plan.ts';

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** `2026-11-22 10:14 UTC` of an ISO 8601 time; as it stands where it is none. */
export function moment(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `anna, 2026-11-22 10:14 UTC (version 7)`, of the newest edit, with how many there were before it. */
export function editedBy(edits: readonly Edit[]): string | undefined {
  const [newest, ...others] = edits;
  if (newest === undefined) return undefined;
  const before = others.length === 0 ? '' : `, after ${count(others.length, 'other save')}`;
  return `${newest.by || 'somebody'}, ${moment(newest.at)} (version ${newest.version}${before})`;
}

export function managerText(manager: Manager): string {
  if (manager.kind === 'file') {
    return `provisioned from ${manager.source === undefined ? 'a file of the server' : manager.source}`;
  }
  if (manager.kind === 'plugin') return `belongs to a plugin${manager.id === undefined ? '' : ` (${manager.id})`}`;
  return `managed by ${manager.name}${manager.id === undefined ? '' : ` (${manager.id})`}`;
}

/** Grafana's own name of the folder that has no uid. */
export const rootFolder = 'Dashboards';
