/** What plan, push, diff, status and pull print as JSON: as docs/json-output.md says; nothing more, nothing less. */
import { z } from 'zod';

const property = z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() });
const change = z.enum(['added', 'removed', 'changed']);
const named = z.strictObject({ change, name: z.string(), properties: z.array(property) });
const difference = z.strictObject({
  panels: z.array(
    z.strictObject({
      change,
      id: z.number().nullable(),
      title: z.string(),
      type: z.string(),
      row: z.string().nullable(),
      moved: z.boolean(),
      properties: z.array(property),
      place: z.string().nullable(),
    }),
  ),
  variables: z.array(named),
  annotations: z.array(named),
  properties: z.array(property),
});
const differs = { summary: z.string(), difference };
const server = z.strictObject({
  address: z.string(),
  version: z.string().nullable(),
  organisation: z.string().nullable(),
  login: z.string().nullable(),
});
const edits = z.array(z.strictObject({ by: z.string(), at: z.string(), version: z.number(), message: z.string() }));
const folderUid = z.string().nullable();
const unusable = z.array(z.strictObject({ file: z.string(), reason: z.string() }));
const manager = z.strictObject({
  kind: z.enum(['file', 'tool', 'plugin']),
  source: z.string().optional(),
  name: z.string().optional(),
  id: z.string().optional(),
});
const conflict = z.enum(['edited', 'both', 'moved', 'unknown']);

const folder = {
  action: z.enum(['leave', 'create', 'rename', 'move', 'conflict', 'impossible', 'delete']),
  uid: z.string(),
  title: z.string(),
  parent: folderUid,
  from: z.string().optional(),
  stored: z.strictObject({ title: z.string(), parent: folderUid }).optional(),
  reason: z.string().optional(),
};
const about = { uid: z.string(), title: z.string(), folder: folderUid, file: z.string() };
const dashboard = {
  action: z.enum(['leave', 'create', 'update', 'move', 'conflict', 'managed', 'unreadable', 'impossible']),
  ...about,
  rewritten: z.boolean().optional(),
  renamedFrom: z.string().optional(),
  version: z.number().optional(),
  movedFrom: z.strictObject({ folder: folderUid }).optional(),
  overwritten: z.strictObject({ conflict, edits, ...differs }).optional(),
  conflict: conflict.optional(),
  storedIn: folderUid.optional(),
  edits: edits.optional(),
  summary: z.string().optional(),
  difference: difference.optional(),
  manager: manager.optional(),
  reason: z.string().optional(),
};
const retired = {
  action: z.enum(['delete', 'keep']),
  uid: z.string(),
  title: z.string(),
  folder: folderUid,
  reason: z.string().optional(),
};

function counts<const Names extends readonly string[]>(...names: Names) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, z.number()])));
}

export const planShape = z.strictObject({
  ok: z.boolean(),
  server,
  summary: z.strictObject({
    folders: counts('leave', 'create', 'rename', 'move', 'conflict', 'impossible'),
    dashboards: counts('leave', 'create', 'update', 'move', 'conflict', 'managed', 'unreadable', 'impossible'),
    retired: counts('delete', 'keep'),
    emptied: z.number(),
    unusable: z.number(),
  }),
  folders: z.array(z.strictObject(folder)),
  dashboards: z.array(z.strictObject(dashboard)),
  retired: z.array(z.strictObject(retired)),
  unusable,
});

const became = {
  outcome: z.enum(['done', 'nothing', 'left', 'changed-since', 'failed', 'unsure']),
  problem: z.string().optional(),
  permission: z.boolean().optional(),
  backup: z.string().optional(),
};

export const pushShape = z.strictObject({
  ok: z.boolean(),
  complete: z.boolean(),
  stopped: z.enum(['interrupted', 'time-limit', 'refused']).nullable(),
  server,
  summary: z.strictObject({
    folders: counts('changed', 'left', 'failed'),
    dashboards: counts('created', 'updated', 'moved', 'deleted', 'unchanged', 'left', 'failed', 'unsure', 'kept'),
    unusable: z.number(),
  }),
  folders: z.array(z.strictObject({ ...folder, ...became })),
  dashboards: z.array(z.strictObject({ ...dashboard, ...became })),
  retired: z.array(z.strictObject({ ...retired, ...became })),
  unusable,
});

export const diffShape = z.strictObject({
  ok: z.boolean(),
  server,
  dashboards: z.array(
    z.strictObject({
      state: z.enum(['same', 'different', 'missing', 'unreadable']),
      ...about,
      storedIn: folderUid.optional(),
      summary: z.string().optional(),
      difference: difference.optional(),
    }),
  ),
});

const states = [
  'in step',
  'code ahead',
  'edited in Grafana',
  'both changed',
  'moved in Grafana',
  'unknown',
  'not in Grafana',
  'managed',
  'unreadable',
  'impossible',
] as const;

export const statusShape = z.strictObject({
  ok: z.boolean(),
  server,
  summary: counts(...states),
  dashboards: z.array(
    z.strictObject({
      state: z.enum(states),
      ...about,
      edits,
      storedIn: folderUid.optional(),
      summary: z.string().optional(),
      difference: difference.optional(),
      manager: manager.optional(),
      reason: z.string().optional(),
    }),
  ),
  unusable,
});

export const pullShape = z.strictObject({
  ok: z.boolean(),
  server,
  dashboards: z.array(
    z.strictObject({
      result: z.enum(['pulled', 'missing', 'unreadable', 'hidden', 'refused']),
      uid: z.string(),
      title: z.string(),
      source: z.string().nullable(),
      state: z.enum(states).nullable(),
      file: z.string().optional(),
      was: z.enum(['new', 'replaced', 'unchanged']).optional(),
      reason: z.string().optional(),
      edits: edits.optional(),
      summary: z.string().optional(),
      difference: difference.optional(),
    }),
  ),
});
