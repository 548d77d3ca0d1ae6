/** Answers of Grafana's HTTP API, 10 to 13: what is read of them. */
import { z } from 'zod';
import { isObject, type Json } from '../../lint/read/json.ts';

/** Whole dashboards are large and of no known shape: only that it is an object is looked at. */
const json = z.custom<Json>(isObject);
const optional = z.string().nullish();

export const health = z.object({ database: z.string(), version: z.string().optional() });
export const organisation = z.object({ id: z.number(), name: z.string() });
export const user = z.object({ login: z.string() });
export const settings = z.object({ namespace: z.string() });

export const groups = z.object({
  groups: z.array(z.object({ name: z.string(), versions: z.array(z.object({ version: z.string() })) })),
});

export const found = z.array(
  z.object({ uid: z.string(), title: z.string(), tags: z.array(z.string()).nullish(), folderUid: optional }),
);

export const storedFolder = z.object({
  uid: z.string(),
  title: z.string(),
  parentUid: optional,
  version: z.number(),
  updatedBy: z.string().default(''),
  updated: z.string().default(''),
});

export const counts = z.record(z.string(), z.number());

export const resource = z.object({
  metadata: z.object({
    name: z.string(),
    generation: z.number(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  /** Null where it could not be converted. */
  spec: z.unknown(),
  status: z
    .object({
      conversion: z.object({ failed: z.boolean().optional(), storedVersion: z.string().optional() }).nullish(),
    })
    .nullish(),
});

export const resources = z.object({
  metadata: z.object({ continue: z.string().nullish() }).default({}),
  items: z.array(resource),
});

export const wrapped = z.object({
  dashboard: json,
  meta: z.object({
    version: z.number().optional(),
    folderUid: optional,
    provisioned: z.boolean().optional(),
    provisionedExternalId: optional,
  }),
});

export const version = z.object({
  id: z.number().optional(),
  version: z.number(),
  created: z.string(),
  createdBy: z.string().default(''),
  message: z.string().default(''),
  data: json.nullish(),
});

const history = z.array(version);
/** Before Grafana 12 a bare list. */
export const versions = z.union([history, z.object({ versions: history }).transform((answer) => answer.versions)]);

/** Of that dashboard, and no other. */
export const saved = (uid: string) => z.object({ status: z.literal('success'), uid: z.literal(uid) });
export const savedFolder = z.object({ uid: z.string(), title: z.string() });
/** Any other JSON is not Grafana's. */
export const deleted = z.object({ message: z.string() });
