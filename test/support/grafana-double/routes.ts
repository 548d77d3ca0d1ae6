/** Which part answers what. */
import { accounts } from './accounts.ts';
import { has } from './access.ts';
import { denied, json, message, type Answer } from './answer.ts';
import type { Call } from './call.ts';
import { dashboards } from './dashboards.ts';
import { folders } from './folders.ts';
import { namespaceOf, reportedVersion, type Personality } from './options.ts';
import { resources, withoutResources } from './resources.ts';
import { search } from './search.ts';

const parts: Readonly<Record<string, (call: Call) => Answer | undefined>> = {
  dashboards,
  folders,
  search,
  user: accounts,
  users: accounts,
  serviceaccounts: accounts,
  admin: administration,
  org: organisation,
  frontend: settings,
};

export function answerTo(call: Call): Answer {
  const [area, part = ''] = call.path;
  const answer = area === 'apis' ? resources(call) : parts[part]?.(call);
  return answer ?? withoutResources(call);
}

/** Asked without signing in. */
export function health(is: Personality): Answer {
  return {
    ...json(200, { database: 'ok', version: reportedVersion(is), commit: 'NA' }),
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  };
}

function organisation(call: Call): Answer | undefined {
  if (call.path.length > 2) return accounts(call);
  if (call.method !== 'GET') return undefined;
  if (!has(call.by, 'orgs:read')) return denied('orgs:read');
  const address = { address1: '', address2: '', city: '', zipCode: '', state: '', country: '' };
  return json(200, { ...call.is.organisation, address });
}

function settings({ path, is }: Call): Answer | undefined {
  if (path[2] !== 'settings') return undefined;
  return json(200, {
    defaultDatasource: '-- Grafana --',
    appSubUrl: is.prefix,
    namespace: namespaceOf(is),
    buildInfo: { version: reportedVersion(is), commit: 'NA', edition: 'Open Source', env: 'production' },
  });
}

function administration(call: Call): Answer | undefined {
  if (call.path.join('/') === 'api/admin/provisioning/dashboards/reload' && call.method === 'POST') {
    return call.by.role === 'Admin' ? message(200, 'Dashboards config reloaded') : denied('provisioning:reload');
  }
  return accounts(call);
}
