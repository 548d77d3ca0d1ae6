/** Which Grafana is meant, how to sign in to it, and that no message shows a secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import type { GrafanaServer, SignIn } from '../../src/config/grafana-server.ts';
import { isLoopback } from '../../src/grafana/loopback.ts';
import { resolveTarget, type Target, type TargetOptions } from '../../src/grafana/target.ts';
import { temporaryFolder } from '../support/program.ts';
import { rejected } from '../support/user-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secret = 'glsa_s3cret-0123456789';
const address = 'https://g.example.org';

function file(text: string): string {
  const path = join(temporaryFolder(), 'secret');
  writeFileSync(path, text);
  return path;
}

function server(signIn: SignIn, url = address): GrafanaServer {
  return { url, signIn, caFile: '/etc/ours.pem' };
}

const byToken = server({ kind: 'token', token: { kind: 'environment', name: 'PROD_TOKEN' } });
const byPassword = server({
  kind: 'password',
  user: 'deploy',
  password: { kind: 'environment', name: 'GRAFANA_PASSWORD' },
});

interface Given extends Partial<Omit<TargetOptions, 'settings' | 'tokenStdin'>> {
  readonly configured?: GrafanaServer;
  readonly stdin?: string;
}

function resolve({ configured, stdin, ...options }: Given, environment: Environment = {}): Promise<Target> {
  return resolveTarget(
    {
      settings: configured === undefined ? {} : { grafana: configured },
      environmentName: configured === undefined ? undefined : 'prod',
      url: undefined,
      tokenStdin: stdin === undefined ? undefined : () => Promise.resolve(stdin),
      allowHttp: false,
      caFile: undefined,
      ...options,
    },
    environment,
  );
}

/** What a mistake is told as; it holds the secret nowhere, not in what caused it either. */
async function mistake(given: Given, environment: Environment = {}) {
  const error = await rejected(() => resolve(given, environment));
  const whole = inspect(error, { depth: 10, showHidden: true });
  for (const hidden of ['s3cret', 'deploy', Buffer.from(`deploy:${secret}`).toString('base64')]) {
    expect(whole).not.toContain(hidden);
  }
  expect(error.exit).toBe(2);
  return error;
}

function basicOf(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('the address', () => {
  test.each<[string, Given, Environment, string]>([
    [
      'of the option',
      { url: 'https://a.example.org', configured: byToken, stdin: 't' },
      { GRAFANA_URL: 'https://b.example.org' },
      'https://a.example.org',
    ],
    [
      'of the variable',
      { configured: byToken, stdin: 't' },
      { GRAFANA_URL: 'https://b.example.org' },
      'https://b.example.org',
    ],
    ['of the configuration', { configured: byToken }, { PROD_TOKEN: 't' }, address],
    [
      'of the configuration beside an empty variable',
      { configured: byToken },
      { PROD_TOKEN: 't', GRAFANA_URL: '' },
      address,
    ],
    ['with a path', { url: 'https://a.example.org/tools/grafana//' }, {}, 'https://a.example.org/tools/grafana'],
    ['with a port', { url: 'HTTPS://A.example.org:443/' }, {}, 'https://a.example.org'],
  ])('%s', async (_, given, environment, url) => {
    expect((await resolve(given, environment)).url).toBe(url);
  });

  it.each([
    [{}, 'no environment is chosen, and GRAFANA_URL is not set'],
    [
      { environmentName: 'prod' },
      'the environment prod has no grafana in dashboards.config.yaml, and GRAFANA_URL is not set',
    ],
  ])('that nobody gives: %j', async (given, detail) => {
    const error = await mistake(given);
    expect(error.message).toBe('No Grafana is named.');
    expect(error.details).toEqual([detail]);
    expect(error.next).toMatch(/--url.*GRAFANA_URL.*--env.*dashboards\.config\.yaml/);
  });

  it.each([
    ['', /must begin with/],
    ['g.example.org', /must begin with/],
    ['ftp://g.example.org', /must begin with/],
    [`https://deploy:${secret}@g.example.org`, /user name or password/],
    [`https://${secret}@g.example.org`, /user name or password/],
    [`https://:${secret}@g.example.org`, /user name or password/],
    [`https://g.example.org/?auth_token=${secret}`, /"\?" or "#"/],
    [`https://g.example.org/#${secret}`, /"\?" or "#"/],
    [`https://g.example.org:${secret}`, /must begin with/],
  ])('%s is refused without being repeated', async (url, message) => {
    expect((await mistake({ url })).message).toMatch(message);
    if (url !== '') expect((await mistake({}, { GRAFANA_URL: url })).message).toMatch(message);
  });
});

describe('the credentials', () => {
  test.each<[string, Given, Environment, string | undefined, string]>([
    [
      'of standard input, before all others',
      { configured: byToken, stdin: `${secret}\n` },
      { GRAFANA_TOKEN: 'other' },
      `Bearer ${secret}`,
      'standard input',
    ],
    [
      'of standard input with another line break',
      { url: address, stdin: `${secret}\r\n` },
      {},
      `Bearer ${secret}`,
      'standard input',
    ],
    [
      'a token of the environment, before the configuration',
      { configured: byToken },
      { GRAFANA_TOKEN: secret, PROD_TOKEN: 'other' },
      `Bearer ${secret}`,
      'GRAFANA_TOKEN',
    ],
    [
      'a user of the environment',
      { configured: byToken },
      { GRAFANA_USER: 'u', GRAFANA_PASSWORD: 'p:q' },
      basicOf('u', 'p:q'),
      'GRAFANA_USER and GRAFANA_PASSWORD',
    ],
    [
      'a token of the configuration',
      { configured: byToken },
      { PROD_TOKEN: secret },
      `Bearer ${secret}`,
      'PROD_TOKEN, of environment prod',
    ],
    [
      'a password of the configuration',
      { configured: byPassword },
      { GRAFANA_PASSWORD: 'p' },
      basicOf('deploy', 'p'),
      'GRAFANA_PASSWORD, of environment prod',
    ],
    [
      'another user than that of the configuration',
      { configured: byPassword },
      { GRAFANA_USER: 'u', GRAFANA_PASSWORD: 'p' },
      basicOf('u', 'p'),
      'GRAFANA_USER and GRAFANA_PASSWORD',
    ],
    [
      'a token beside the password of the configuration',
      { configured: byPassword },
      { GRAFANA_TOKEN: 't', GRAFANA_PASSWORD: 'p' },
      'Bearer t',
      'GRAFANA_TOKEN',
    ],
    ['none', { url: address }, {}, undefined, 'nowhere: nobody signs in'],
    [
      'none by empty variables',
      { url: address },
      { GRAFANA_TOKEN: '', GRAFANA_USER: '', GRAFANA_PASSWORD_FILE: '' },
      undefined,
      'nowhere: nobody signs in',
    ],
  ])('%s', async (_, given, environment, authorization, credentialsFrom) => {
    expect(await resolve(given, environment)).toMatchObject({ authorization, credentialsFrom });
  });

  it('may be in files', async () => {
    const [token, user, password] = [file(`${secret}\n`), file('u\n'), file('p\n')];
    expect(await resolve({ url: address }, { GRAFANA_TOKEN_FILE: token })).toMatchObject({
      authorization: `Bearer ${secret}`,
      credentialsFrom: 'GRAFANA_TOKEN_FILE',
    });
    expect(await resolve({ url: address }, { GRAFANA_USER_FILE: user, GRAFANA_PASSWORD_FILE: password })).toMatchObject(
      {
        authorization: basicOf('u', 'p'),
        credentialsFrom: 'GRAFANA_USER_FILE and GRAFANA_PASSWORD_FILE',
      },
    );
    expect(
      (await resolve({ configured: byPassword }, { GRAFANA_USER_FILE: user, GRAFANA_PASSWORD: 'p' })).authorization,
    ).toBe(basicOf('u', 'p'));
    const configured = server({ kind: 'token', token: { kind: 'file', path: token } });
    expect(await resolve({ configured })).toMatchObject({
      authorization: `Bearer ${secret}`,
      credentialsFrom: `${token}, of environment prod`,
    });
  });

  test.each<[string, Given, Environment, RegExp]>([
    [
      'two ways',
      { url: address },
      { GRAFANA_TOKEN: secret, GRAFANA_USER: 'deploy' },
      /^GRAFANA_TOKEN stands beside GRAFANA_USER/,
    ],
    [
      'two tokens',
      { url: address },
      { GRAFANA_TOKEN: secret, GRAFANA_TOKEN_FILE: 'x' },
      /^GRAFANA_TOKEN stands beside GRAFANA_TOKEN_FILE/,
    ],
    ['no password', { url: address }, { GRAFANA_USER: 'deploy' }, /^GRAFANA_USER is set without GRAFANA_PASSWORD\.$/],
    ['no user', { url: address }, { GRAFANA_PASSWORD: secret }, /^GRAFANA_PASSWORD is set without GRAFANA_USER\.$/],
    [
      'no user, beside a token of the configuration',
      { configured: byToken },
      { GRAFANA_PASSWORD: secret },
      /without GRAFANA_USER/,
    ],
    ['a variable of the configuration that is not set', { configured: byToken }, {}, /PROD_TOKEN is not set/],
    ['a line break', { url: address }, { GRAFANA_TOKEN: `${secret}\n${secret}` }, /^GRAFANA_TOKEN has a line break/],
    ['a control character', { url: address }, { GRAFANA_TOKEN: `${secret}\u0000` }, /^GRAFANA_TOKEN has a line break/],
    [
      'a letter that no header takes',
      { url: address },
      { GRAFANA_TOKEN: `${secret}ü` },
      /^GRAFANA_TOKEN has a line break/,
    ],
    [
      'a header within the token',
      { configured: byToken },
      { PROD_TOKEN: `${secret}\r\nX-Evil: 1` },
      /^PROD_TOKEN has a line break/,
    ],
    [
      'a password with a line break',
      { configured: byPassword },
      { GRAFANA_PASSWORD: `${secret}\n1` },
      /^GRAFANA_PASSWORD has a line break/,
    ],
    [
      'a user with a colon',
      { url: address },
      { GRAFANA_USER: `deploy:${secret}`, GRAFANA_PASSWORD: secret },
      /^GRAFANA_USER has a line break/,
    ],
    [
      'nothing on standard input',
      { url: address, stdin: '' },
      { GRAFANA_TOKEN: secret },
      /^There is no token on standard input\.$/,
    ],
    ['an empty line on standard input', { url: address, stdin: '\n' }, {}, /^There is no token on standard input\.$/],
    [
      'two lines on standard input',
      { url: address, stdin: `${secret}\n${secret}\n` },
      {},
      /^The token on standard input has a line break/,
    ],
    [
      'an empty line after the token',
      { url: address, stdin: `${secret}\n\n` },
      {},
      /^The token on standard input has a line break/,
    ],
    [
      'no user, where the configuration takes its password from elsewhere',
      { configured: server({ kind: 'password', user: 'deploy', password: { kind: 'environment', name: 'OTHER' } }) },
      { GRAFANA_PASSWORD: secret, OTHER: secret },
      /^GRAFANA_PASSWORD is set without GRAFANA_USER\.$/,
    ],
    [
      'a file that is not there',
      { url: address },
      { GRAFANA_TOKEN_FILE: '/nowhere/token' },
      /^\/nowhere\/token is not there\.$/,
    ],
  ])('%s is refused', async (_, given, environment, message) => {
    expect((await mistake(given, environment)).message).toMatch(message);
  });
});

describe('what the configuration names is for its own server only', () => {
  it.each([
    'https://b.example.org',
    'https://g.example.org:8443',
    'https://g.example.org.evil.example',
    'http://g.example.org',
  ])('%s is another', async (url) => {
    const environment = { PROD_TOKEN: secret, GRAFANA_URL: url };
    const error = await mistake({ configured: byToken }, environment);
    expect(error.message).toBe(`The token of environment prod belongs to ${address}, and is not sent to ${url}.`);
    expect(error.next).toBe(`Set GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, for ${url}.`);
    expect(await resolve({ configured: byToken, url, allowHttp: true }, { GRAFANA_TOKEN: 't' })).toMatchObject({
      url,
      authorization: 'Bearer t',
      caFile: undefined,
    });
  });

  it('a password as well', async () => {
    const error = await mistake({ configured: byPassword, url: 'https://b.example.org' }, { GRAFANA_PASSWORD: secret });
    expect(error.message).toBe(
      `The password of environment prod belongs to ${address}, and is not sent to https://b.example.org.`,
    );
  });

  it.each(['https://g.example.org/sub', 'https://G.EXAMPLE.org:443'])('%s is the same', async (url) => {
    expect(await resolve({ configured: byToken, url }, { PROD_TOKEN: secret })).toMatchObject({
      authorization: `Bearer ${secret}`,
      caFile: '/etc/ours.pem',
    });
  });

  it('an option names other certificates', async () => {
    expect((await resolve({ configured: byToken, caFile: 'mine.pem' }, { PROD_TOKEN: 't' })).caFile).toBe('mine.pem');
    expect((await resolve({ url: address, caFile: 'mine.pem' })).caFile).toBe('mine.pem');
  });
});

describe('plain HTTP', () => {
  const environment = { GRAFANA_TOKEN: secret };

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'grafana.localhost',
    '127.0.0.1',
    '127.1',
    '127.255.255.254',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:127.255.0.9]',
  ])('takes credentials on this machine: %s', async (host) => {
    expect((await resolve({ url: `http://${host}:3000/sub` }, environment)).authorization).toBe(`Bearer ${secret}`);
  });

  it.each([
    'g.example.org',
    '10.0.0.1',
    '128.0.0.1',
    '0.0.0.0',
    '127.0.0.1.example.org',
    'localhost.example.org',
    'notlocalhost',
    '127.example.org',
    '[::2]',
    '[::]',
    '[fe80::1]',
    '[::ffff:10.0.0.1]',
    '[::7f00:1]',
    '[1::1]',
    '[::ffff:7e00:1]',
    '[::1:ffff:7f00:1]',
  ])('takes none elsewhere, unless it is allowed: %s', async (host) => {
    const url = `http://${host}:3000`;
    const error = await mistake({ url }, environment);
    expect(error.message).toMatch(/^Credentials would go to .*:3000 over plain HTTP/);
    expect(error.next).toMatch(/https:\/\/.*--allow-http/);
    expect((await resolve({ url, allowHttp: true }, environment)).authorization).toBe(`Bearer ${secret}`);
    expect((await resolve({ url })).authorization).toBeUndefined();
    expect((await resolve({ url: url.replace('http', 'https') }, environment)).authorization).toBe(`Bearer ${secret}`);
  });

  it('takes none of the configuration either', async () => {
    const url = 'http://g.example.org';
    const configured = server({ kind: 'token', token: { kind: 'environment', name: 'PROD_TOKEN' } }, url);
    expect((await mistake({ configured }, { PROD_TOKEN: secret })).message).toMatch(/plain HTTP/);
  });

  it('is judged by the name that a URL has', () => {
    expect(isLoopback(new URL('http://127.0.0.1@g.example.org').hostname)).toBe(false);
    expect(isLoopback('')).toBe(false);
  });
});
