/** The JSON Schema that editors read says what the program does: a real validator and the program judge the same. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { readConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { UserError } from '../../src/errors/user-error.ts';
import { defaultTimings } from '../../src/policy/alerts.ts';
import { defaultColours } from '../../src/policy/colours.ts';
import { defaultLimits } from '../../src/policy/limits.ts';
import { temporaryFolder } from '../support/program.ts';

const schema = configJsonSchema();
const valid = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** The details of a refusal; none where the program accepts it. */
function refusals(text: string): readonly string[] {
  try {
    readConfig(text, 'c');
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.details;
    throw error;
  }
}

/** Everything that the program says of a value at a key by itself, and not beside another. */
const ofShape =
  /there is no such key|there can be no such key|must be (keys with values|a number|a text|a duration|longer|at most|one of|a colour|a uid|a bucket|\$\{NAME\})|is no directory|is no name|must not be|must be the path/;

describe('both accept', () => {
  test.each([
    '',
    '~',
    'policy:',
    'policy: { limits: , alerts: ~, objectives: , colours: }',
    'policy: { limits: { stock: } }',
    'policy: { scrapeInterval: 3600000ms }',
    'policy: { scrapeInterval: 0060m }',
    'policy: { objectives: { orderLatency: { withinSeconds: 2.5, target: 0.99, window: 4w } } }',
    'policy: { colours: { red: "#fff" } }',
    'folders: { infra: { title: I, uid: i }, order-processing: }',
    'environments: { a: , b: { grafana: , folders: , policy: } }',
    'environments: { a: { grafana: { url: "https://g.example.org:3000/sub", tokenFile: a } } }',
    'repository: "https://git.example.org/a/src/branch/main/{path}?x#y"',
    'temporal: { profile: core-suffixed }',
  ])('%s', (text) => {
    expect(refusals(text)).toEqual([]);
    expect(valid(parse(text) ?? null), JSON.stringify(valid.errors)).toBe(true);
  });
});

describe('both refuse', () => {
  test.each([
    '[]',
    'text',
    'polcy: {}',
    'policy: 5',
    'policy: []',
    'policy: { limits: { stok: { red: 1 } } }',
    'policy: { limits: { stock: { rad: 1 } } }',
    'policy: { limits: { stock: { red: "1" } } }',
    'policy: { limits: { stock: { red: ~ } } }',
    'policy: { limits: { stock: 1 } }',
    'policy: { alerts: { LowInventory: { for: 5 } } }',
    'policy: { alerts: { LowInventory: { for: 5 minutes } } }',
    'policy: { alerts: { LowInventory: { for: 1h30m } } }',
    'policy: { alerts: { LowInventory: { severity: info } } }',
    'policy: { objectives: { orderSuccess: { withinSeconds: 1 } } }',
    'policy: { objectives: { orderSuccess: { window: 0d } } }',
    'policy: { objectives: { orderLatency: { withinSeconds: 31 } } }',
    'policy: { scrapeInterval: 0s }',
    'policy: { scrapeInterval: 61m }',
    'policy: { scrapeInterval: 3601s }',
    'policy: { scrapeInterval: 3600001ms }',
    'policy: { scrapeInterval: 1d }',
    'policy: { colours: { pending: darkpurple } }',
    'temporal: { profile: go }',
    'dataSources: { traces: my tempo }',
    'folders: { Infra: { title: I, uid: i } }',
    'folders: { infra: { title: "", uid: i } }',
    'folders: { infra: { title: I, uid: i, url: x } }',
    'repository: git@git.example.org:a',
    'repository: https://me:secret@git.example.org/a',
    'environments: { A: {} }',
    'environments: { a: { environments: {} } }',
    'environments: { a: { policy: { limits: { stok: { red: 1 } } } } }',
    'environments: { a: { grafana: { tokenFile: a } } }',
    'environments: { a: { grafana: { url: "https://a.example.org", token: literal } } }',
    'environments: { a: { grafana: { url: "https://a:b@a.example.org", tokenFile: a } } }',
    'grafana: { url: "https://a.example.org" }',
  ])('%s', (text) => {
    expect(refusals(text)).not.toEqual([]);
    expect(valid(parse(text))).toBe(false);
  });
});

const units = ['ms', 's', 'm', 'h', 'd', 'w', 'y', '', 'M', 'min', 'ns'];
const durations = fc.oneof(
  fc
    .tuple(
      fc.oneof(fc.nat(100), fc.nat(4_000_000), fc.constantFrom('00', '03600', '3600', '3601', '-1', '1.5')),
      fc.constantFrom(...units),
    )
    .map(([amount, unit]) => `${amount}${unit}`),
  fc.constantFrom('1h30m', ' 5m', '5m ', '5m\n', '٣m'),
);
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    'text',
    '',
    5,
    -1,
    [],
    ['a'],
    {},
    { red: 1 },
    '${NAME}',
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
  durations,
);

/** Mostly what is meant for the key, sometimes anything. */
function or<T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: junk });
}
/** A few of the keys, so that many configurations are without a mistake; seldom a wrong key beside them. */
function section(keys: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const typo = fc.tuple(fc.constantFrom('typo', 'Red', 'constructor', '__proto__', 'uid'), junk);
  const pairs = Object.entries(keys).map(([key, value]) => value.map((item) => [key, item] as const));
  const some = fc
    .subarray(pairs, { minLength: 1, maxLength: Math.min(2, pairs.length) })
    .chain((chosen) => fc.tuple(...chosen));
  return or(
    fc
      .tuple(some, fc.oneof({ weight: 60, arbitrary: fc.constant(null) }, typo))
      .map(([chosen, bad]): unknown => Object.fromEntries(bad === null ? chosen : [...chosen, bad])),
  );
}
function eachOf(names: object, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return section(Object.fromEntries(Object.keys(names).map((name) => [name, value])));
}
function free(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const known = fc.constantFrom('infra', 'order-processing', 'constructor', 'eu-1');
  const key = fc.oneof({ weight: 20, arbitrary: known }, fc.constantFrom('Infra', 'a_b', '..', ''));
  return or(fc.dictionary(key, value, { maxKeys: 2 }));
}

const uids = fc.constantFrom('tempo', 'a_B-1', 'p'.repeat(40), 'p'.repeat(40), 'tempo', 'p'.repeat(41));
const numbers = fc.constantFrom(0, 0.1, 0.5, 0.99, 1, 10, 30, 300);
const addresses = fc.constantFrom(
  'https://a.example.org',
  'http://a.example.org:3000/sub/',
  'https://a.example.org/{path}',
  'https://u:p@a.example.org',
);
const good = fc.constantFrom('30s', '5m', '1h');
const objective = { target: or(numbers), window: or(fc.oneof({ weight: 5, arbitrary: good }, durations)) };
const sections = {
  policy: section({
    limits: eachOf(defaultLimits, section({ amber: or(numbers), red: or(numbers) })),
    alerts: eachOf(
      defaultTimings,
      section({
        for: or(fc.oneof({ weight: 5, arbitrary: good }, durations)),
        keepFiringFor: or(good),
        severity: or(fc.constant('critical')),
      }),
    ),
    objectives: section({
      orderSuccess: section(objective),
      orderLatency: section({ ...objective, withinSeconds: or(fc.constantFrom(0.5, 30, 60)) }),
    }),
    colours: eachOf(defaultColours, or(fc.constantFrom('red', 'dark-blue', '#12abEF'))),
    scrapeInterval: or(fc.oneof({ weight: 5, arbitrary: good }, durations)),
  }),
  temporal: section({ profile: or(fc.constantFrom('core', 'go-tally')) }),
  dataSources: section({ prometheus: or(uids), traces: or(uids) }),
  folders: free(section({ title: or(fc.constantFrom('Infra', 'A $x')), uid: or(uids), parent: or(uids) })),
  repository: or(addresses),
};
const paths = or(fc.constantFrom('secrets/token', '/etc/token'));
const references = or(fc.constantFrom('${TOKEN}', '${A_1}'));
const grafana = section({
  url: or(addresses),
  token: references,
  tokenFile: paths,
  user: or(fc.constant('admin')),
  password: references,
  passwordFile: paths,
  caFile: paths,
});
const configs = section({ ...sections, environments: free(section({ ...sections, grafana })) });
describe('of any configuration', () => {
  it('what the program accepts the schema accepts; what it refuses by its shape the schema refuses', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(configs, (config) => {
        const text = stringify(config);
        const details = refusals(text);
        if (details.length === 0) {
          seen.accepted += 1;
          expect(valid(parse(text)), JSON.stringify(valid.errors)).toBe(true);
        } else if (details.some((detail) => ofShape.test(detail))) {
          seen.refused += 1;
          expect(valid(parse(text)), details.join('\n')).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
    // The law would hold of nothing as well.
    expect(seen.accepted).toBeGreaterThan(100);
    expect(seen.refused).toBeGreaterThan(100);
  });

  it('both judge every duration the same', () => {
    fc.assert(
      fc.property(durations, (duration) => {
        for (const config of [
          { policy: { scrapeInterval: duration } },
          { policy: { objectives: { orderSuccess: { window: duration } } } },
          { policy: { alerts: { LowInventory: { for: duration } } } },
        ]) {
          const text = stringify(config);
          expect(valid(parse(text)), text).toBe(refusals(text).length === 0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Every key of the schema by its path, with what the schema says of it. */
function keys(
  of: unknown,
  path: readonly string[] = [],
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (!isRecord(of)) return [];
  const { properties, additionalProperties } = of;
  const inside = [
    ...Object.entries(isRecord(properties) ? properties : {}),
    ...(isRecord(additionalProperties) ? [['*', additionalProperties] as const] : []),
  ];
  return inside.flatMap(([key, value]) => {
    const at = [...path, key];
    return isRecord(value) ? [[at.join('.'), value] as const, ...keys(value, at)] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

describe('what editors show', () => {
  const all = keys(schema);

  it('is a sentence at every key, and a type that is checked', () => {
    expect(all.length).toBeGreaterThan(200);
    for (const [path, { description, type }] of all) {
      expect(description, path).toMatch(/^[A-Z0-9$].* .*\.$/);
      expect(type, path).toBeDefined();
    }
  });

  it('knows no other keys than those that it lists or rules', () => {
    for (const [path, { type, additionalProperties, propertyNames }] of all) {
      if (!Array.isArray(type)) continue;
      if (additionalProperties !== false) expect(propertyNames, path).toMatchObject({ pattern: expect.any(String) });
    }
  });

  it('are the defaults, but in an environment, where the rest of the file is the default', async () => {
    const found = new Map(all);
    expect(found.get('policy.limits.orderErrorRatio.amber')).toMatchObject({ type: 'number', default: 0.005 });
    expect(found.get('policy.scrapeInterval')).toMatchObject({ default: '15s' });
    expect(found.get('temporal.profile')).toMatchObject({ default: 'go-tally' });
    expect(found.get('folders.order-processing.title')).toMatchObject({ default: 'Order processing' });
    expect(found.get('policy.limits.stock.amber')).not.toHaveProperty('default');
    for (const [path, value] of all) if (path.startsWith('environments')) expect(value).not.toHaveProperty('default');
    const defaults = await resolveConfig(temporaryFolder());
    const leaves = all.filter(([, value]) => 'default' in value);
    expect(leaves.length).toBe(leavesOf(defaults));
  });

  it('accepts the defaults themselves', async () => {
    const defaults = JSON.parse(JSON.stringify(await resolveConfig(temporaryFolder())));
    expect(valid(defaults), JSON.stringify(valid.errors)).toBe(true);
    expect(refusals(stringify(defaults))).toEqual([]);
  });
});

function leavesOf(value: unknown): number {
  return isRecord(value) ? Object.values(value).reduce<number>((sum, each) => sum + leavesOf(each), 0) : 1;
}
