/** Who is asking, and `/api/user`, `/api/serviceaccounts`, `/api/admin/users`. */
import { denied, json, message, type Answer } from './answer.ts';
import { unauthorised } from './answer.ts';
import type { Call } from './call.ts';
import { addAccount, addToken, byLogin, type Account, type Role, type State } from './state.ts';

/** The account of an Authorization header, or the refusal. */
export function signedIn(state: State, authorization: string | undefined): Account | Answer {
  const [, kind = '', value = ''] = /^(\w+)\s+(.*)$/.exec(authorization ?? '') ?? [];
  if (kind.toLowerCase() === 'bearer') {
    return state.tokens.get(value) ?? unauthorised('Invalid API key', 'api-key.invalid');
  }
  if (kind.toLowerCase() !== 'basic') return unauthorised('Unauthorized', 'auth.unauthorized');
  const [login = '', ...rest] = Buffer.from(value, 'base64').toString().split(':');
  const account = byLogin(state, login);
  const good = account?.kind === 'user' && account.password === rest.join(':');
  return good ? account : unauthorised('Invalid username or password', 'password-auth.failed');
}

export function accounts(call: Call): Answer | undefined {
  const [, area, part, id] = call.path;
  if (area === 'user' && part === undefined && call.method === 'GET') return json(200, self(call));
  const admin =
    area === 'serviceaccounts' || area === 'admin' || area === 'users' || (area === 'org' && part === 'users');
  if (!admin) return undefined;
  if (call.by.role !== 'Admin') return denied(area === 'serviceaccounts' ? 'serviceaccounts:create' : 'users:read');
  if (area === 'serviceaccounts' && call.method === 'POST') {
    return part === undefined ? createServiceAccount(call) : createToken(call, Number(part));
  }
  if (area === 'serviceaccounts' && call.method === 'DELETE')
    return deleteAccount(call, Number(part), 'Service account deleted');
  if (area === 'admin' && part === 'users') {
    if (call.method === 'POST' && id === undefined) return createUser(call);
    if (call.method === 'DELETE') return deleteAccount(call, Number(id), 'User deleted');
  }
  if (area === 'users' && part === 'lookup') return lookUp(call);
  return area === 'org' && call.method === 'PATCH' ? changeRole(call, Number(id)) : undefined;
}

function self({ by, is }: Call): unknown {
  const person = by.kind === 'user';
  return {
    id: person ? by.id : 0,
    uid: person ? by.uid : `service-account:${by.id}`,
    email: person ? `${by.login}@localhost` : by.login,
    name: by.name,
    login: by.login,
    theme: '',
    orgId: is.organisation.id,
    isGrafanaAdmin: by.login === 'admin',
    isDisabled: false,
    isExternal: false,
    isExternallySynced: false,
    isGrafanaAdminExternallySynced: false,
    authLabels: person ? [] : null,
    updatedAt: '0001-01-01T00:00:00Z',
    createdAt: '0001-01-01T00:00:00Z',
    avatarUrl: '',
    isProvisioned: false,
  };
}

function createServiceAccount({ state, body, is }: Call): Answer {
  const name = String(body?.['name'] ?? '');
  const role = roleOf(body?.['role']);
  if (name === '' || role === undefined) return message(400, 'Bad request data');
  const login = `sa-${is.organisation.id}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  if (byLogin(state, login) !== undefined) {
    return json(400, {
      statusCode: 400,
      messageId: 'serviceaccounts.ErrAlreadyExists',
      message: 'service account already exists',
    });
  }
  const account = addAccount(state, { login, name, kind: 'service-account', role, password: undefined });
  return json(201, {
    id: account.id,
    uid: account.uid,
    name,
    login,
    orgId: is.organisation.id,
    isDisabled: false,
    role,
    tokens: 0,
    avatarUrl: '',
  });
}

function createToken({ state, body }: Call, id: number): Answer {
  const account = state.accounts.get(id);
  if (account?.kind !== 'service-account') {
    return json(404, {
      statusCode: 404,
      messageId: 'serviceaccounts.ErrNotFound',
      message: 'service account not found',
    });
  }
  const key = addToken(state, account);
  return json(200, { id: state.lastToken, name: String(body?.['name'] ?? ''), key });
}

function createUser({ state, body }: Call): Answer {
  const login = String(body?.['login'] ?? '');
  if (byLogin(state, login) !== undefined) {
    return message(412, `User with email '${String(body?.['email'] ?? '')}' or username '${login}' already exists`);
  }
  const account = addAccount(state, {
    login,
    name: String(body?.['name'] ?? ''),
    kind: 'user',
    role: 'Viewer',
    password: String(body?.['password'] ?? ''),
  });
  return json(200, { id: account.id, uid: account.uid, message: 'User created' });
}

function deleteAccount({ state }: Call, id: number, done: string): Answer {
  const account = state.accounts.get(id);
  if (account === undefined) return message(404, 'user not found');
  state.accounts.delete(id);
  for (const [key, of] of state.tokens) if (of === account) state.tokens.delete(key);
  return message(200, done);
}

function lookUp({ state, query }: Call): Answer {
  const account = byLogin(state, query.get('loginOrEmail') ?? '');
  if (account === undefined) return message(404, 'user not found');
  return json(200, { id: account.id, login: account.login, name: account.name });
}

function changeRole({ state, body }: Call, id: number): Answer {
  const account = state.accounts.get(id);
  const role = roleOf(body?.['role']);
  if (account === undefined || role === undefined) return message(500, 'Failed update org user');
  account.role = role;
  return message(200, 'Organization user updated');
}

function roleOf(value: unknown): Role | undefined {
  return value === 'Admin' || value === 'Editor' || value === 'Viewer' || value === 'None' ? value : undefined;
}
