/** Folders, the repository and environments: what is taken, and how a mistake is told. */
import { describe, expect, it, test } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { refused } from '../support/user-error.ts';

const file = 'dashboards.config.yaml';

function said(...lines: readonly string[]): readonly string[] {
  return refused(() => readConfig(`${lines.join('\n')}\n`, file)).details;
}

/** A Grafana of an environment, line 4 and on. */
function grafana(...lines: readonly string[]): readonly string[] {
  return ['environments:', '  staging:', '    grafana:', ...lines.map((line) => `      ${line}`)];
}

const url = 'url: https://grafana.example.org';

describe('what is taken', () => {
  test.each([
    ['the title of the folder that is built in', 'folders: { order-processing: { title: Orders } }'],
    ['its uid', 'folders: { order-processing: { uid: orders_2 } }'],
    ['a folder in one that Grafana has', 'folders: { order-processing: { parent: platform } }'],
    [
      'folders in each other',
      'folders: { a: { title: A, uid: a, parent: b }, b: { title: B, uid: b, parent: c }, c: { title: C, uid: c } }',
    ],
    ['a folder', 'folders: { infra-2: { title: "Infra: all", uid: infra } }'],
    ['folders named like parts of JavaScript', 'folders: { constructor: { title: C, uid: c } }'],
    ['a repository', 'repository: https://git.example.org/acme/monitoring'],
    ['a repository by its port', 'repository: http://localhost:3000/acme/monitoring/'],
    [
      'a template of a repository',
      'repository: "https://git.example.org/acme/m/src/branch/main/{path}?display=source#L1"',
    ],
    ['a repository with an @ in its path', 'repository: https://git.example.org/@acme/monitoring'],
    ['an environment', 'environments: { eu-1: { policy: { scrapeInterval: 30s } } }'],
    ['one named like a part of JavaScript', 'environments: { constructor: { repository: https://a.example.org } }'],
    ['a token', `environments: { s: { grafana: { ${url}, token: "\${GRAFANA_TOKEN}" } } }`],
    [
      'a file with a token',
      `environments: { s: { grafana: { ${url}/sub, tokenFile: secrets/token, caFile: ca.pem } } }`,
    ],
    ['a password', `environments: { s: { grafana: { ${url}, user: admin, password: "\${P}" } } }`],
    ['a file with a password', `environments: { s: { grafana: { ${url}, user: admin, passwordFile: p } } }`],
  ])('%s', (_, text) => {
    expect(() => readConfig(text, file)).not.toThrow();
  });

  test.each([
    ['environments:\n  staging:\n', { environments: { staging: {} } }],
    ['environments:\n', {}],
    ['environments:\n  staging:\n    policy:\n      limits:\n', { environments: { staging: { policy: {} } } }],
    ['environments:\n  staging:\n    grafana:\n', { environments: { staging: {} } }],
    ['folders:\n  order-processing:\n', { folders: { 'order-processing': {} } }],
  ])('an environment or a folder that is only named: %j', (text, config) => {
    expect(readConfig(text, file)).toEqual(config);
  });
});

const directoryRule = 'is no directory: at most 64 of a-z, 0-9 and -';
const repositoryRule =
  'must be an address that begins with http:// or https:// and has no user name or password, such as https://git.example.org/acme/monitoring; {path} in it stands for the file';
const onlyBuiltIn = 'and only order-processing has them by default';

describe('a mistake', () => {
  test.each([
    [['folders:', '  Infra: { title: I, uid: i }'], `2: folders.Infra: ${directoryRule}`],
    [['folders:', '  ..: { title: I, uid: i }'], `2: folders...: ${directoryRule}`],
    [['folders:', '  a/b: { title: I, uid: i }'], `2: folders.a/b: ${directoryRule}`],
    [['folders:', `  ${'a'.repeat(65)}: { title: I, uid: i }`], `2: folders.${'a'.repeat(65)}: ${directoryRule}`],
    [['folders:', '  __proto__: { title: I, uid: i }'], '2: folders.__proto__: there can be no such key.'],
    [
      ['folders:', '  infra: { titel: I, uid: i }'],
      '2: folders.infra.titel: there is no such key; did you mean title? Known: title, uid, parent.',
    ],
    [['folders:', '  infra:', '    title: I'], `2: folders.infra: there is no uid, ${onlyBuiltIn}`],
    [['folders:', '  infra:', '    uid: i'], `2: folders.infra: there is no title, ${onlyBuiltIn}`],
    [
      ['folders:', '  order-procesing:'],
      `2: folders.order-procesing: there is no title and no uid, ${onlyBuiltIn}; did you mean order-processing?`,
    ],
    [['folders:', '  infra: { title: " ", uid: i }'], '2: folders.infra.title: must not be empty'],
    [
      ['folders:', '  order-processing: { title: General }'],
      "2: folders.order-processing.title: must not be General, which is Grafana's own",
    ],
    [
      ['folders:', '  order-processing: { title: " general " }'],
      "2: folders.order-processing.title: must not be General, which is Grafana's own",
    ],
    [
      ['folders:', '  order-processing: { uid: general }'],
      "2: folders.order-processing.uid: must not be general, which is Grafana's own",
    ],
    [
      ['folders:', '  infra: { title: I, uid: "a b" }'],
      '2: folders.infra.uid: must be a uid: at most 40 of a-z, A-Z, 0-9, - and _',
    ],
    [
      ['folders:', '  order-processing: { parent: a/b }'],
      '2: folders.order-processing.parent: must be a uid: at most 40 of a-z, A-Z, 0-9, - and _',
    ],
    [
      ['folders:', '  order-processing: { parent: general }'],
      "2: folders.order-processing.parent: must not be general, which is Grafana's own; leave it out for the root",
    ],
    [['folders:', '  infra: Infra'], '2: folders.infra: must be keys with values, but is "Infra"'],
    [['repository: git@git.example.org:acme/monitoring.git'], `1: repository: ${repositoryRule}`],
    [['repository: ssh://git.example.org/acme'], `1: repository: ${repositoryRule}`],
    [['repository: https://git.example.org/{file}'], `1: repository: ${repositoryRule}`],
    [['repository: https://{path}.example.org/'], `1: repository: ${repositoryRule}`],
    [['repository: https://git.example.org:99999/a'], `1: repository: ${repositoryRule}`],
    [['repository: https://git.example.org/a?b=c'], `1: repository: ${repositoryRule}`],
    [['repository: "https://git.example.org/${TEAM}/a"'], `1: repository: ${repositoryRule}`],
    [['repository: "javascript:alert(1)"'], `1: repository: ${repositoryRule}`],
    [['repository: 5'], `1: repository: ${repositoryRule}`],
    [
      ['environmnts: {}'],
      '1: environmnts: there is no such key; did you mean environments? Known: policy, temporal, dataSources, folders, repository, environments.',
    ],
    [
      ['environments:', '  Staging: {}'],
      '2: environments.Staging: is no name of an environment: at most 64 of a-z, 0-9 and -',
    ],
    [['environments:', '  __proto__: {}'], '2: environments.__proto__: there can be no such key.'],
    [['environments:', '  staging: 5'], '2: environments.staging: must be keys with values, but is 5'],
    [
      ['environments:', '  staging:', '    dataSorces: {}'],
      '3: environments.staging.dataSorces: there is no such key; did you mean dataSources? Known: policy, temporal, dataSources, folders, repository, grafana.',
    ],
    [
      ['environments:', '  staging:', '    environments: {}'],
      '3: environments.staging.environments: there is no such key. Known: policy, temporal, dataSources, folders, repository, grafana.',
    ],
    [
      ['environments:', '  staging:', '    policy:', '      limits:', '        stok: { red: 1 }'],
      '5: environments.staging.policy.limits.stok: there is no such key; did you mean stock? Known: ',
    ],
    [
      ['environments:', '  staging:', '    policy:', '      limits:', '        stock: { rd: 1 }'],
      '5: environments.staging.policy.limits.stock.rd: there is no such key; did you mean red? Known: amber, red.',
    ],
    [
      ['environments:', '  staging:', '    policy:', '      scrapeInterval: 15'],
      '4: environments.staging.policy.scrapeInterval: must be a duration such as 30s, 5m or 30d',
    ],
    [
      ['environments:', '  staging:', '    folders:', '      infra: { title: I }'],
      `4: environments.staging.folders.infra: there is no uid, ${onlyBuiltIn}`,
    ],
    [
      ['grafana: {}'],
      '1: grafana: there is no such key. Known: policy, temporal, dataSources, folders, repository, environments.',
    ],
  ])('%j', (lines, message) => {
    const [first = '', ...others] = said(...lines);
    expect(first.slice(0, file.length + 1 + message.length)).toBe(`${file}:${message}`);
    expect(others).toEqual([]);
  });
});

describe('what cannot work together', () => {
  const base = ['policy:', '  limits:', '    transactionAge: { amber: 60 }', 'environments:'];

  it('in an environment is told at its own entry, and for each environment', () => {
    expect(
      said(
        ...base,
        '  good: { policy: { limits: { transactionAge: { red: 61 } } } }',
        '  bad:',
        '    policy:',
        '      limits:',
        '        transactionAge: { red: 59 }',
        '  worse:',
        '    policy: { objectives: { orderSuccess: { target: 2 } } }',
      ),
    ).toEqual([
      `${file}:9: environments.bad.policy.limits.transactionAge: amber (60) must come before red (59), and above is bad here`,
      `${file}:11: environments.worse.policy.objectives.orderSuccess.target: 2 is not between 0 and 1`,
    ]);
  });

  it('is told at the environment where only what follows is wrong', () => {
    expect(
      said(
        'policy: { limits: { orderErrorRatio: { red: 0.01 } } }',
        'environments:',
        '  staging:',
        '    policy:',
        '      objectives: { orderSuccess: { target: 0.98 } }',
      ),
    ).toEqual([
      `${file}:4: environments.staging.policy.limits.orderErrorRatio: amber (0.02) must come before red (0.01), and above is bad here`,
    ]);
  });

  it('in the rest of the file is told there, once', () => {
    expect(said('policy: { objectives: { orderSuccess: { target: 2 } } }', 'environments: { a: {}, b: {} }')).toEqual([
      `${file}:1: policy.objectives.orderSuccess.target: 2 is not between 0 and 1`,
    ]);
  });

  it('and is mended in the environment is no mistake there', () => {
    expect(said('folders: { infra: { title: I } }', 'environments: { a: { folders: { infra: { uid: i } } } }')).toEqual(
      [`${file}:1: folders.infra: there is no uid, ${onlyBuiltIn}`],
    );
  });

  it.each([
    [
      'itself',
      ['  order-processing:', '    parent: order-processing'],
      '3: folders.order-processing.parent: is the uid of this folder itself',
    ],
    [
      'itself by a uid of its own',
      ['  infra: { title: I, uid: i }', '  other: { title: O, uid: o, parent: o }'],
      '3: folders.other.parent: is the uid of this folder itself',
    ],
    [
      'itself, by the uid of another',
      ['  infra: { title: I, uid: i }', '  other: { title: O, uid: i, parent: i }'],
      '3: folders.other.parent: is the uid of this folder itself',
    ],
    [
      'one that is in it',
      [
        '  outside: { title: O, uid: o, parent: a }',
        '  a: { title: A, uid: a, parent: b }',
        '  b: { title: B, uid: b, parent: a }',
      ],
      '3: folders.a.parent: leads back to this folder, by way of b',
    ],
    [
      'one that is further in it',
      [
        '  a: { title: A, uid: "1", parent: "2" }',
        '  b: { title: B, uid: "2", parent: "3" }',
        '  c: { title: C, uid: "3", parent: "1" }',
      ],
      '2: folders.a.parent: leads back to this folder, by way of b and c',
    ],
  ])('a folder that is in %s', (_, lines, message) => {
    expect(said('folders:', ...lines)).toEqual([`${file}:${message}; a folder cannot be in itself`]);
  });

  it('folders that an environment puts into each other', () => {
    expect(
      said(
        'folders: { a: { title: A, uid: a, parent: b }, b: { title: B, uid: b } }',
        'environments:',
        '  staging:',
        '    folders:',
        '      b: { parent: a }',
      ),
    ).toEqual([
      `${file}:4: environments.staging.folders.a.parent: leads back to this folder, by way of b; a folder cannot be in itself`,
    ]);
  });

  it('a folder of the file lends an environment what it leaves out', () => {
    const text = 'folders: { infra: { title: I, uid: i } }\nenvironments: { a: { folders: { infra: { uid: j } } } }';
    expect(() => readConfig(text, file)).not.toThrow();
  });
});

describe('the way to sign in', () => {
  const at = `${file}:`;
  const key = 'environments.staging.grafana';
  const ways = 'token, tokenFile, or user with password or passwordFile';
  test.each([
    [grafana(url), `3: ${key}: there is no way to sign in; write one: ${ways}`],
    [
      grafana(url, 'token: "${A}"', 'tokenFile: b'),
      `6: ${key}.tokenFile: stands beside token; only one can sign in: ${ways}`,
    ],
    [
      grafana(url, 'user: u', 'passwordFile: b', 'password: "${A}"'),
      `6: ${key}.passwordFile: stands beside password; only one can sign in: ${ways}`,
    ],
    [grafana(url, 'user: u', 'token: "${A}"'), `5: ${key}.user: stands beside token, which needs no user`],
    [grafana(url, 'user: u'), `5: ${key}.user: needs password or passwordFile beside it`],
    [grafana(url, 'password: "${A}"'), `5: ${key}.password: needs the key user beside it`],
    [grafana(url, 'passwordFile: b'), `5: ${key}.passwordFile: needs the key user beside it`],
    [
      grafana('tokenFile: b'),
      `3: ${key}.url: must be an address that begins with http:// or https:// and has no user name or password, such as https://grafana.example.org`,
    ],
    [grafana(url, 'tokenFile: ""'), `5: ${key}.tokenFile: must not be empty`],
    [grafana(url, 'tokenFile: glsa_x1'), `5: ${key}.tokenFile: must be the path of a file, not the secret itself`],
    [grafana(url, 'tokenFile: eyJhbGci'), `5: ${key}.tokenFile: must be the path of a file, not the secret itself`],
    [
      grafana(url, 'tokenfile: b'),
      `5: ${key}.tokenfile: there is no such key; did you mean tokenFile? Known: url, token, tokenFile, user, password, passwordFile, caFile.`,
    ],
    [grafana(url, 'tokenFile: [b]'), `5: ${key}.tokenFile: must be a text, but is a list`],
  ])('%j', (lines, message) => {
    expect(said(...lines)).toEqual([at + message]);
  });
});

describe('a secret that is written out is told by its place and repeated nowhere', () => {
  const secret = 'hunter2';
  const written = 'it is never written here';
  test.each([
    [`token: ${secret}`, written],
    [`password: ${secret}`, written],
    [`token: "\${${secret}} "`, written],
    [`token: "\${A}${secret}"`, written],
    [`token: "$${secret}"`, written],
    [`token: "\${9${secret}}"`, written],
    [`token: [${secret}]`, written],
    [`token: { a: ${secret} }`, written],
    [`tokenFile: { a: ${secret} }`, 'must be a text'],
    ['token: 4711', written],
    ['password: 4711', written],
    ['passwordFile: 4711', 'must be a text'],
    ['url: 4711', 'must be an address'],
    [`url: https://admin:${secret}@grafana.example.org`, 'no user name or password'],
    [`url: https://${secret}@grafana.example.org/`, 'no user name or password'],
    [`url: https://grafana.example.org?token=${secret}`, 'no user name or password'],
    [`url: https://admin:${secret}`, 'no user name or password'],
    [`token: *${secret}`, 'this alias refers to no anchor'],
    [`token: !${secret} x`, 'there is no such tag'],
    [`token: !${secret}!x y`, 'there is no such tag'],
    [`token: |${secret}`, 'this cannot stand here'],
    [`token: "a" ${secret}`, 'this cannot stand here'],
    [`token: "a"${secret}`, 'this cannot stand here'],
    [`token: "\\q${secret}"`, 'there is no such escape sequence'],
    [`token: @${secret}`, 'Plain value cannot start with'],
    [`token: "${secret}`, 'Missing closing "quote'],
    [`token: ${secret}: ${secret}`, 'Nested mappings'],
    [`token: {${secret}`, ''],
    [`token: ]${secret}`, 'this cannot stand here'],
    [`token: %${secret}`, 'Plain value cannot start with'],
    [`- ${secret}`, ''],
    [secret, ''],
  ])('%s', (line, says) => {
    const lines = line.startsWith('url') ? [line] : [url, line];
    const error = refused(() => readConfig(grafana(...lines).join('\n'), file));
    const all = [error.message, ...error.details, error.next, JSON.stringify(error)].join('\n');
    expect(all).toContain(says);
    expect(all).toMatch(/yaml:[3-6]: /);
    expect(all).not.toContain(secret);
    expect(all).not.toContain('4711');
  });

  it.each([
    [`grafana: { ${url}, token:${secret} }`, 'environments.staging.grafana.token…'],
    [`grafana: { ${url}, tokn=${secret} }`, 'environments.staging.grafana.tokn…'],
    [`grafana: { ${url}, password ${secret} }`, 'environments.staging.grafana.password…'],
    [`policy: { token:${secret} }`, 'environments.staging.policy.token…'],
  ])('nor is what became part of a key: %s', (line, key) => {
    const [detail = ''] = refused(() => readConfig(`environments:\n  staging:\n    ${line}\n`, file)).details;
    expect(detail).toContain(`${file}:3: ${key}: there is no such key`);
    expect(detail).not.toContain(secret);
  });

  it.each([`grafana: ${secret}`, 'grafana: 4711'])('nor is what stands where the section belongs: %s', (line) => {
    const error = refused(() => readConfig(`environments:\n  staging:\n    ${line}\n`, file));
    expect(error.details).toEqual([`${file}:3: environments.staging.grafana: must be keys with values`]);
  });

  it.each([`https://admin:${secret}@git.example.org/a`, `https://${secret}@git.example.org/{path}`])(
    'nor is that of a repository: %s',
    (address) => {
      const error = refused(() => readConfig(`repository: "${address}"\n`, file));
      expect(error.details).toEqual([`${file}:1: repository: ${repositoryRule}`]);
    },
  );
});
