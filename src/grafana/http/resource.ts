/** Whole dashboards through the resource API, `/apis/dashboard.grafana.app`: one, or all by pages. */
import type { z } from 'zod';
import type { StoredDashboard } from '../grafana.ts';
import { isObject } from '../../lint/read/json.ts';
import { resource, resources } from './answers.ts';
import { contentOf, isClassic } from './content.ts';
import { managerOf } from './manager.ts';
import type { Requests } from './requests.ts';
import type { Exchange } from './wire.ts';

/** A page holds less where they are large. */
const pageSize = 1000;

/** A list that changes while it is read may have to be begun anew; not for ever. */
const mostStarts = 5;

/** What lists, and cannot now: why is `reason`. */
export class NoListing extends Error {
  override readonly name = 'NoListing';
}

/** @param base such as `/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards` */
export async function resourceDashboard(
  requests: Requests,
  base: string,
  uid: string,
): Promise<StoredDashboard | undefined> {
  const item = await requests.readIfThere(`${base}/${encodeURIComponent(uid)}`, resource);
  return item === undefined ? undefined : storedOf(item);
}

/**
 * Each dashboard once. The next page is on its way while one is looked at; who has seen enough does not wait for it.
 * @throws NoListing where the server does not list them to the end
 */
export async function* resourceList(requests: Requests, base: string): AsyncGenerator<StoredDashboard> {
  const enough = new AbortController();
  const ask = (token: string): Promise<Exchange> => {
    const more = token === '' ? '' : `&continue=${encodeURIComponent(token)}`;
    const asked = requests.probe({ method: 'GET', path: `${base}?limit=${pageSize}${more}` }, 3, enough.signal);
    // It may fail before anybody waits for it.
    asked.catch(() => undefined);
    return asked;
  };
  const given = new Set<string>();
  const tokens = new Set<string>();
  let token = '';
  let next = ask(token);
  try {
    for (let starts = 1; starts <= mostStarts;) {
      const outcome = await next;
      if (outcome.kind === 'answered' && outcome.status === 410 && token !== '') {
        // Who lists too slowly is told that the rest is gone.
        starts += 1;
        token = '';
        tokens.clear();
        if (starts <= mostStarts) next = ask(token);
        continue;
      }
      const page = pageOf(requests, outcome);
      token = page.metadata.continue ?? '';
      const isKnown = tokens.has(token);
      tokens.add(token);
      if (token !== '' && !isKnown) next = ask(token);
      for (const item of page.items) {
        if (given.has(item.metadata.name)) continue;
        given.add(item.metadata.name);
        yield storedOf(item);
      }
      if (token === '') return;
      if (isKnown) throw new NoListing('it gives the same page again and again');
    }
  } finally {
    enough.abort();
  }
  throw new NoListing('its pages expire before they are read (410)');
}

function pageOf(requests: Requests, outcome: Exchange): z.infer<typeof resources> {
  if (outcome.kind === 'answered' && outcome.status === 200) {
    const read = resources.safeParse(outcome.json);
    if (read.success) return read.data;
    throw new NoListing('it answers in a form that is not known');
  }
  throw new NoListing(requests.describe(outcome));
}

export function storedOf({ metadata, spec, status }: z.infer<typeof resource>): StoredDashboard {
  const annotations = metadata.annotations ?? {};
  const { failed = false, storedVersion = '' } = status?.conversion ?? {};
  const isWhole = isObject(spec) && isClassic(spec) && !failed && !storedVersion.startsWith('v2');
  return {
    uid: metadata.name,
    folderUid: annotations['grafana.app/folder'] || undefined,
    version: metadata.generation,
    content: isWhole ? contentOf(spec, metadata.name) : undefined,
    manager: managerOf(annotations),
  };
}
