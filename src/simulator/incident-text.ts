/** Incidents as they are typed. */
import { UserError } from '../errors/user-error.ts';
import { incidents, type IncidentName } from '../policy/incidents.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { isDuration, seconds } from '../time/duration.ts';
import { usualLength, type Incident } from './incidents.ts';

/** The incident of a name; undefined where there is none. */
export function incidentNamed(text: string): IncidentName | undefined {
  return isIncident(text) ? text : undefined;
}

/** The names of all incidents. */
export const incidentNames: readonly IncidentName[] = Object.keys(incidents).filter(isIncident);

/**
 * Reads `NAME`, `NAME@START`, `NAME@START+LENGTH`: at once, or at a time (ISO 8601) or so long after the start (`5m`);
 * for ten minutes unless it is said.
 * @param start of the simulation, in Unix seconds
 * @throws UserError
 */
export function parseIncident(text: string, start: number): Incident {
  const [, named = text, when = '', after] = /^([^@+]*)@?(.*?)(?:\+(\d+[a-z]+))?$/u.exec(text) ?? [];
  const name = incidentNamed(named);
  if (name === undefined) {
    throw new UserError(`--incident: there is no incident "${named}"${orNearest(nearest(named, incidentNames))}.`, {
      details: Object.entries(incidents).map(([known, meaning]) => `${known}: ${meaning}`),
      next: 'Name one of those.',
    });
  }
  const from = when === '' && !text.includes('@') ? start : startOf(when, start);
  if (from === undefined) {
    throw new UserError(`--incident ${text}: "${when}" is no time.`, {
      next: `Write how long after the start, ${name}@5m, or when, ${name}@2026-01-31T12:00:00Z.`,
    });
  }
  return { name, from, until: from + (after === undefined ? usualLength : lengthOf(after, `--incident ${text}`)) };
}

/**
 * How long an incident shall last, in seconds.
 * @param where it was typed, for the message
 * @throws UserError
 */
export function lengthOf(text: string, where: string): number {
  const length = isDuration(text) ? seconds(text) : 0;
  if (length > 0) return length;
  throw new UserError(`${where}: "${text}" is no length of time.`, { next: 'Write one such as 90s, 10m or 2h.' });
}

/** ISO 8601 with date and time; a date alone would be midnight, which hardly anyone means. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function startOf(text: string, start: number): number | undefined {
  if (isDuration(text)) return start + seconds(text);
  const time = moment.test(text) ? Date.parse(text) / 1000 : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function isIncident(text: string): text is IncidentName {
  return Object.hasOwn(incidents, text);
}
