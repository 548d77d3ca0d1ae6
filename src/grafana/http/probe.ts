/** What a server is and can do: asked once, by few requests. A version number decides nothing. */
import type { z } from 'zod';
import { isObject } from '../../lint/read/json.ts';
import type { ServerFacts } from '../grafana.ts';
import { groups, health, organisation, resources, settings, user } from './answers.ts';
import { noAnswer, notSignedIn } from './failures.ts';
import type { Requests } from './requests.ts';
import type { Answered, Exchange } from './wire.ts';
import { isWorded } from './words.ts';

export interface Probed {
  readonly facts: Omit<ServerFacts, 'choices'>;
  readonly choices: readonly string[];
  /** Where the resource API has the dashboards; undefined where it is not there. */
  readonly base: string | undefined;
}

const group = 'dashboard.grafana.app';
/** The first gives what was saved, untouched; the others convert it. */
const preferred = ['v0alpha1', 'v1', 'v1beta1'];
const oneByOne = 'Dashboards are read one by one through /api';
const writes = 'Writes go through /api, which refuses a save of a version that has changed since.';
/** What only narrows what is known is not waited for long. */
const fewTries = 3;

/** @throws UserError where it is no Grafana, cannot be reached, or refuses the credentials */
export async function probe(requests: Requests): Promise<Probed> {
  const version = await meet(requests);
  const [org, me, offered] = await Promise.all([
    requests.get('/api/org'),
    ...['/api/user', '/apis'].map((path) => requests.probe({ method: 'GET', path }, fewTries)),
  ]);
  const inOrganisation = await organisationOf(requests, org);
  if (requests.asked.signedIn && isUnknown(me)) throw notSignedIn(requests.asked, requests.words(me));
  const { base, choice } = await listing(requests, offered, inOrganisation?.id);
  return {
    facts: {
      address: requests.asked.address,
      version,
      organisation: inOrganisation?.name,
      login: read(me, user)?.login,
      listsWhole: base !== undefined,
    },
    choices: [choice, writes],
    base,
  };
}

/**
 * Asks without credentials first, so that only a Grafana gets to see them. @returns its version
 * @throws UserError
 */
async function meet(requests: Requests): Promise<string | undefined> {
  const question = { method: 'GET', path: '/api/health' } as const;
  const outcome = await requests.probe({ ...question, anonymous: true });
  if (outcome.kind === 'broken') throw noAnswer(requests.asked, outcome);
  const known = read(outcome, health);
  if (known !== undefined) return known.version;
  if (outcome.status === 401 || outcome.status === 403 || outcome.status === 404) {
    // It may be hidden by a proxy: then the next question tells.
    const org = await requests.get('/api/org');
    if (read(org, organisation) !== undefined) return undefined;
    if (org.status === 401) throw await requests.failure(question, org);
  }
  throw await requests.failure(question, outcome);
}

/** Undefined where it may not be read. */
async function organisationOf(requests: Requests, answer: Answered) {
  const path = '/api/org';
  if (answer.status === 200 && isObject(answer.json)) return requests.shaped(path, answer, organisation);
  const isHidden = (answer.status === 403 || answer.status === 404) && isWorded(answer.json);
  if (!isHidden) throw await requests.failure({ method: 'GET', path }, answer);
  return undefined;
}

/** Without credentials a Grafana may let anyone in, and still not say who that is. */
function isUnknown(outcome: Exchange | undefined): outcome is Answered {
  return outcome?.kind === 'answered' && outcome.status === 401;
}

interface Listing {
  readonly base: string | undefined;
  readonly choice: string;
}

function none(why: string): Listing {
  return { base: undefined, choice: `${oneByOne}, ${why}.` };
}

async function listing(requests: Requests, offered: Exchange | undefined, id: number | undefined): Promise<Listing> {
  const all = read(offered, groups)?.groups;
  if (all === undefined) return none(`for /apis is not there${statusOf(offered)}`);
  const versions = all.find(({ name }) => name === group)?.versions.map(({ version }) => version);
  if (versions === undefined) return none(`for /apis does not offer ${group}`);
  const version = preferred.find((one) => versions.includes(one));
  if (version === undefined) return none(`for /apis offers ${group} only in versions that are not known`);
  const baseIn = (namespace: string) => `/apis/${group}/${version}/namespaces/${namespace}/dashboards`;
  const list = (namespace: string) => requests.probe({ method: 'GET', path: `${baseIn(namespace)}?limit=1` }, fewTries);
  const chosen = (namespace: string): Listing => ({
    base: baseIn(namespace),
    choice: `Whole dashboards are listed through ${group}/${version}, for /apis offers it (namespace ${namespace}).`,
  });
  const usual = id === undefined || id === 1 ? 'default' : `org-${id}`;
  const first = await list(usual);
  if (read(first, resources) !== undefined) return chosen(usual);
  // Grafana Cloud names its namespaces after the stack.
  const told = read(await requests.probe({ method: 'GET', path: '/api/frontend/settings' }, fewTries), settings);
  const other = told === undefined ? undefined : encodeURIComponent(told.namespace);
  if (other !== undefined && other !== '' && other !== usual) {
    if (read(await list(other), resources) !== undefined) return chosen(other);
  }
  return none(`for ${group}/${version} does not list them: ${requests.describe(first)}`);
}

function read<T>(outcome: Exchange | undefined, shape: z.ZodType<T>): T | undefined {
  return outcome?.kind === 'answered' && outcome.status === 200 ? shape.safeParse(outcome.json).data : undefined;
}

function statusOf(outcome: Exchange | undefined): string {
  return outcome?.kind === 'answered' ? ` (${outcome.status})` : '';
}
