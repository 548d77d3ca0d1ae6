/** Every mistake in the configuration is told by file and line, key, and the nearest key that there is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { refused, rejected } from '../support/user-error.ts';

const file = 'dashboards.config.yaml';

/** What is said of a text, line by line. */
function said(...lines: readonly string[]): readonly string[] {
  return refused(() => readConfig(`${lines.join('\n')}\n`, file)).details;
}

const bucketsOnly = 'must be a bucket of order_processing_seconds: 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800';
const coloursOnly = 'must be a colour of Grafana (green, dark-purple, super-light-blue, …) or hexadecimal (#73bf69)';

describe('what a configuration may say', () => {
  test.each([
    ['nothing', ''],
    ['only comments', '# policy:\n#   scrapeInterval: 30s\n'],
    ['only the mark of a document', '---\n'],
    ['null', '~\n'],
    ['a byte order mark', '\uFEFF# nothing\n'],
  ])('%s', (_, text) => {
    expect(readConfig(text, file)).toEqual({});
  });

  test.each([
    ['policy:\n', {}],
    ['policy:\n  # limits:\n', {}],
    ['policy:\n  limits:\n', { policy: {} }],
    ['policy:\n  limits:\n    orderErrorRatio:\n', { policy: { limits: {} } }],
    ['policy:\n  alerts:\n  objectives:\n  colours:\n', { policy: {} }],
    ['policy:\n  objectives:\n    orderLatency: ~\n', { policy: { objectives: {} } }],
    ['temporal:\ndataSources:\n', {}],
  ])('a section with nothing below it: %j', (text, config) => {
    expect(readConfig(text, file)).toEqual(config);
  });

  it('takes every key that there is', () => {
    const text = [
      'policy:',
      '  limits:',
      '    orderErrorRatio: { amber: 0.002, red: 0.02 }',
      '  alerts:',
      '    LowInventory: { for: 1m, keepFiringFor: 2h, severity: critical }',
      '  objectives:',
      '    orderSuccess: { target: 0.99, window: 7d }',
      '    orderLatency: { target: 0.98, window: 4w, withinSeconds: 60 }',
      '  colours:',
      '    pending: semi-dark-yellow',
      '  scrapeInterval: 30s',
      'temporal:',
      '  profile: core',
      'dataSources:',
      '  prometheus: mimir',
      '  traces: tempo_1',
    ].join('\n');
    expect(readConfig(text, file)).toEqual({
      policy: {
        limits: { orderErrorRatio: { amber: 0.002, red: 0.02 } },
        alerts: { LowInventory: { for: '1m', keepFiringFor: '2h', severity: 'critical' } },
        objectives: {
          orderSuccess: { target: 0.99, window: '7d' },
          orderLatency: { target: 0.98, window: '4w', withinSeconds: 60 },
        },
        colours: { pending: 'semi-dark-yellow' },
        scrapeInterval: '30s',
      },
      temporal: { profile: 'core' },
      dataSources: { prometheus: 'mimir', traces: 'tempo_1' },
    });
  });

  it('takes anchors and aliases, as YAML has them', () => {
    const text = 'policy:\n  limits:\n    orderErrorRatio: &ratio { red: 0.2 }\n    paymentFailureRatio: *ratio\n';
    expect(readConfig(text, file)).toEqual({
      policy: { limits: { orderErrorRatio: { red: 0.2 }, paymentFailureRatio: { red: 0.2 } } },
    });
  });
});

describe('a key that does not exist', () => {
  test.each([
    ['policy', ['polcy: {}'], '1: polcy', 'policy'],
    ['policy.limits', ['policy:', '  limts:', '    orderErrorRatio: { red: 1 }'], '2: policy.limts', 'limits'],
    [
      'a limit',
      ['policy:', '  limits:', '    orderErorRatio:', '      red: 1'],
      '3: policy.limits.orderErorRatio',
      'orderErrorRatio',
    ],
    ['of a limit', ['policy:', '  limits:', '    stock:', '      rad: 1'], '4: policy.limits.stock.rad', 'red'],
    [
      'an alert',
      ['policy:', '  alerts:', '    LowInventry:', '      for: 5m'],
      '3: policy.alerts.LowInventry',
      'LowInventory',
    ],
    [
      'of an alert',
      ['policy:', '  alerts:', '    LowInventory:', '      keepFiring: 5m'],
      '4: policy.alerts.LowInventory.keepFiring',
      'keepFiringFor',
    ],
    [
      'an objective',
      ['policy:', '  objectives:', '    orderSucces:', '      target: 1'],
      '3: policy.objectives.orderSucces',
      'orderSuccess',
    ],
    [
      'of an objective',
      ['policy:', '  objectives:', '    orderLatency:', '      tarjet: 1'],
      '4: policy.objectives.orderLatency.tarjet',
      'target',
    ],
    ['a colour', ['policy:', '  colours:', '    pendng: blue'], '3: policy.colours.pendng', 'pending'],
    ['temporal', ['', 'temporal:', '', '  profil: core'], '4: temporal.profil', 'profile'],
    ['data sources', ['dataSources:', '  trace: tempo'], '2: dataSources.trace', 'traces'],
  ])('%s', (_, lines, place, meant) => {
    const [only, ...others] = said(...lines);
    expect(only).toMatch(
      new RegExp(
        `^${file}:${place}: there is no such key; did you mean ${meant}\\? Known: (\\w+, )*${meant}(, \\w+)*\\.$`,
      ),
    );
    expect(others).toEqual([]);
  });

  it('is told at its own line, not at that of what is below it', () => {
    expect(said('policy:', '  limts:', '', '    # what we promised', '    stock:', '      red: 1')[0]).toMatch(
      `${file}:2: `,
    );
  });

  test.each(['__proto__', 'constructor', 'toString'])('and is called %s', (key) => {
    expect(said(`${key}: {}`)).toEqual([
      `${file}:1: ${key}: there is no such key. Known: policy, temporal, dataSources, folders, repository, environments.`,
    ]);
  });

  test.each(['constructor', 'toString', '__proto__'])('and is called %s, deeper down', (key) => {
    expect(said('policy:', '  limits:', `    ${key}: { red: 1 }`)[0]).toMatch(
      `${file}:3: policy.limits.${key}: there is no such key. Known:`,
    );
  });
});

describe('a value of the wrong kind', () => {
  test.each([
    [['policy: 5'], '1: policy: must be keys with values, but is 5'],
    [
      ['policy:', '  limits:', '    - stock', '    - orders'],
      '2: policy.limits: must be keys with values, but is a list',
    ],
    [['policy:', '  limits:', '    stock: 10'], '3: policy.limits.stock: must be keys with values, but is 10'],
    [
      ['policy:', '  limits:', '    stock:', '      red: low'],
      '4: policy.limits.stock.red: must be a number, but is "low"',
    ],
    [
      ['policy:', '  limits:', '    stock:', '      red: "10"'],
      '4: policy.limits.stock.red: must be a number, but is "10"',
    ],
    [
      ['policy:', '  limits:', '    stock:', '      red:'],
      '4: policy.limits.stock.red: must be a number, but is empty',
    ],
    [
      ['policy:', '  limits:', '    stock:', '      red: .nan'],
      '4: policy.limits.stock.red: must be a number, but is NaN',
    ],
    [
      ['policy:', '  limits:', '    stock:', '      red: .inf'],
      '4: policy.limits.stock.red: must be a number, but is Infinity',
    ],
    [
      ['policy:', '  limits:', '    stock:', '      red: { value: 1 }'],
      '4: policy.limits.stock.red: must be a number, but is keys with values',
    ],
    [
      ['policy:', '  alerts:', '    LowInventory:', '      for: 5 minutes'],
      '4: policy.alerts.LowInventory.for: must be a duration such as 30s, 5m or 30d',
    ],
    [
      ['policy:', '  alerts:', '    LowInventory:', '      for: 5'],
      '4: policy.alerts.LowInventory.for: must be a duration such as 30s, 5m or 30d',
    ],
    [
      ['policy:', '  alerts:', '    LowInventory:', '      for: -5m'],
      '4: policy.alerts.LowInventory.for: must be a duration such as 30s, 5m or 30d',
    ],
    [
      ['policy:', '  alerts:', '    LowInventory:', '      for: 1h30m'],
      '4: policy.alerts.LowInventory.for: must be a duration such as 30s, 5m or 30d',
    ],
    [
      ['policy:', '  alerts:', '    LowInventory:', '      severity: info'],
      '4: policy.alerts.LowInventory.severity: must be one of critical, warning',
    ],
    [['policy:', '  scrapeInterval: 15'], '2: policy.scrapeInterval: must be a duration such as 30s, 5m or 30d'],
    [['policy:', '  panelSamples: 1.5'], '2: policy.panelSamples: must be a whole number'],
    [['policy:', '  panelSamples: 0'], '2: policy.panelSamples: must be at least 1'],
    [['policy:', '  scrapeInterval: 0s'], '2: policy.scrapeInterval: must be longer than 0'],
    [
      ['policy:', '  objectives:', '    orderSuccess: { window: 0d }'],
      '3: policy.objectives.orderSuccess.window: must be longer than 0',
    ],
    [
      ['policy:', '  objectives:', '    orderLatency: { withinSeconds: 0 }'],
      `3: policy.objectives.orderLatency.withinSeconds: ${bucketsOnly}`,
    ],
    [
      ['policy:', '  objectives:', '    orderSuccess: { withinSeconds: 1 }'],
      '3: policy.objectives.orderSuccess.withinSeconds: there is no such key. Known: target, window.',
    ],
    [['policy:', '  colours:', '    pending: ""'], `3: policy.colours.pending: ${coloursOnly}`],
    [['policy:', '  colours:', '    pending: darkpurple'], `3: policy.colours.pending: ${coloursOnly}`],
    [['policy:', '  scrapeInterval: 2h'], '2: policy.scrapeInterval: must be at most 1h'],
    [['policy:', '  colours:', '    pending: 3'], '3: policy.colours.pending: must be a text, but is 3'],
    [['temporal:', '  profile: go'], '2: temporal.profile: must be one of go-tally, core, core-suffixed'],
    [
      ['dataSources:', '  traces: my tempo'],
      '2: dataSources.traces: must be a uid: at most 40 of a-z, A-Z, 0-9, - and _',
    ],
    [
      ['dataSources:', `  prometheus: ${'p'.repeat(41)}`],
      '2: dataSources.prometheus: must be a uid: at most 40 of a-z, A-Z, 0-9, - and _',
    ],
    [['- policy', '- temporal'], '1: must be keys with values, but is a list'],
    [['policy'], '1: must be keys with values, but is "policy"'],
  ])('%j', (lines, message) => {
    expect(said(...lines)).toEqual([`${file}:${message}`]);
  });
});

describe('a value that cannot work', () => {
  test.each([
    [
      ['policy:', '  limits:', '    orderProcessingP95:', '      amber: 400'],
      '3: policy.limits.orderProcessingP95: amber (400) must come before red (300), and above is bad here',
    ],
    [
      ['policy:', '  limits:', '    cacheHitRatio: { amber: 0.5 }'],
      '3: policy.limits.cacheHitRatio: amber (0.5) must come before red (0.9), and below is bad here',
    ],
    [
      ['policy:', '  objectives:', '    orderSuccess:', '      window: 7d', '      target: 99.5'],
      '5: policy.objectives.orderSuccess.target: 99.5 is not between 0 and 1',
    ],
  ])('%j is told by its line as well', (lines, message) => {
    expect(said(...lines)).toEqual([`${file}:${message}`]);
  });
});

describe('text that is no YAML, or odd YAML', () => {
  test.each([
    ['a list that does not end', ['policy:', '  limits: [1'], `${file}:3: Flow sequence`],
    ['a text that does not end', ['policy: "x'], `${file}:2: Missing closing "quote`],
    ['a tab', ['policy:', '\tlimits: {}'], `${file}:2: Tabs are not allowed as indentation`],
    ['a reserved character', ['policy: @x'], `${file}:1: Plain value cannot start with reserved character @`],
    ['a key twice', ['policy: {}', 'temporal: {}', 'policy: {}'], `${file}:3: Map keys must be unique`],
    [
      'a key twice, deep down',
      ['policy:', '  limits:', '    stock: { red: 1 }', '    stock: { red: 2 }'],
      `${file}:4: Map keys must be unique`,
    ],
    [
      'two documents',
      ['policy: {}', '---', 'temporal: {}'],
      `${file}:2: a second document begins here, and only one is read`,
    ],
    ['an alias of nothing', ['temporal: {}', 'policy: *mine'], `${file}:2: this alias refers to no anchor above it`],
    [
      'a merge key, which YAML 1.2 does not have',
      ['policy:', '  limits:', '    <<: { stock: { red: 1 } }'],
      `${file}:3: policy.limits.<<: there is no such key`,
    ],
    ['a key that is a list', ['? [a, b]', ': c'], `${file}:1: a key must be a text`],
    ['a key that is a number', ['1: x'], `${file}:1: 1: there is no such key`],
    ['a tag of an application', ['policy: !mine {}'], `${file}:1: there is no such tag`],
    [
      'Windows line ends',
      ['policy: {}\r', 'temporl: {}\r'],
      `${file}:2: temporl: there is no such key; did you mean temporal?`,
    ],
    [
      'a section that is its own alias',
      ['policy: &p', '  limits: *p'],
      `${file}:2: policy.limits.limits: there is no such key`,
    ],
  ])('%s', (_, lines, beginning) => {
    const [first = ''] = said(...lines);
    expect(first.slice(0, beginning.length)).toBe(beginning);
  });

  it('does not grow by aliases of aliases', () => {
    const level = (name: string, of: string): string =>
      `${name}: &${name} [${Array.from({ length: 20 }, () => of).join(', ')}]`;
    const lines = ['a: &a [x]', ...'bcdefgh'.split('').map((name, index) => level(name, `*${'abcdefg'[index]}`))];
    expect(said(...lines)).toHaveLength(8);
  });
});

describe('the message', () => {
  it('tells all mistakes at once, in the order of their lines', () => {
    const error = refused(() =>
      readConfig(
        'dataSources:\n  trace: tempo\npolicy:\n  scrapeInterval: often\n  limits:\n    stock: { red: low, rad: 2 }\n',
        file,
      ),
    );
    expect(error.message).toBe('dashboards.config.yaml has mistakes.');
    expect(error.details).toEqual([
      'dashboards.config.yaml:2: dataSources.trace: there is no such key; did you mean traces? Known: prometheus, traces.',
      'dashboards.config.yaml:4: policy.scrapeInterval: must be a duration such as 30s, 5m or 30d',
      'dashboards.config.yaml:6: policy.limits.stock.red: must be a number, but is "low"',
      'dashboards.config.yaml:6: policy.limits.stock.rad: there is no such key; did you mean red? Known: amber, red.',
    ]);
    expect(error.next).toBe('Mend the lines named above.');
    expect(error.exit).toBe(2);
  });

  it('names the keys that there are where none is near', () => {
    expect(said('monitoring: {}')).toEqual([
      'dashboards.config.yaml:1: monitoring: there is no such key. Known: policy, temporal, dataSources, folders, repository, environments.',
    ]);
  });
});

describe('the file', () => {
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'config-'));
    onTestFinished(() => rmSync(path, { recursive: true }));
    return path;
  }

  it('may be missing', async () => {
    const { config, placeOf } = await loadConfig(join(folder(), file));
    expect(config).toEqual({});
    expect(placeOf(['policy'])).toBeUndefined();
  });

  it('is read', async () => {
    const path = join(folder(), file);
    writeFileSync(path, 'policy:\n  scrapeInterval: 1m\n');
    const { config, placeOf } = await loadConfig(path);
    expect(config).toEqual({ policy: { scrapeInterval: '1m' } });
    expect(placeOf(['policy', 'scrapeInterval'])).toBe(`${path}:2`);
    expect(placeOf(['policy', 'limits'])).toBeUndefined();
  });

  it('is named in messages by its path', async () => {
    const path = join(folder(), file);
    writeFileSync(path, 'polcy: {}\n');
    const error = await rejected(() => loadConfig(path));
    expect(error.details[0]).toMatch(`${path}:1: polcy: `);
  });

  it('that cannot be read is told, not taken for missing', async () => {
    const path = folder();
    const error = await rejected(() => loadConfig(path));
    expect(error.message).toBe(`${path} cannot be read (EISDIR).`);
  });
});
