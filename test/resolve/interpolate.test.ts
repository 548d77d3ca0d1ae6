/** Variables and macros are filled in as Grafana fills them in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, referredTo, type Place } from '../../src/live/interpolate.ts';
import type { ResolvedVariable } from '../../src/live/scope.ts';
import { all, multiple, scopeOf, single } from './scope.ts';

function filled(text: string, variables: readonly ResolvedVariable[] = [], place?: Place): string {
  return fill(text, scopeOf(...variables), place).text;
}

describe('a reference', () => {
  it.each([
    ['$job', 'api'],
    ['${job}', 'api'],
    ['[[job]]', 'api'],
    ['${job:raw}', 'api'],
    ['[[job:raw]]', 'api'],
    ['x$job.y', 'xapi.y'],
    ['x${job}y', 'xapiy'],
    ['$jobs', '$jobs'],
    ['$$job', '$api'],
    ['${job', '${job'],
    ['{job="$job",x=~"$job|b"}', '{job="api",x=~"api|b"}'],
    ['$job$job', 'apiapi'],
    ['no reference', 'no reference'],
    ['', ''],
  ])('%s becomes %s', (text, expected) => {
    expect(filled(text, [single('job', 'api')])).toBe(expected);
  });

  it('to nothing is left and named, each once; groups of label_replace are no references', () => {
    expect(fill('$nope ${gone:csv} [[nope]] $1 $job', scopeOf(single('job', 'api')))).toEqual({
      text: '$nope ${gone:csv} [[nope]] $1 api',
      unknown: ['nope', 'gone'],
    });
  });

  it('is found in its three spellings', () => {
    expect([...referredTo('$a ${b:csv} [[c]] $__interval ${d.e} $a')]).toEqual(['a', 'b', 'c', '__interval', 'd']);
  });
});

describe('in a query', () => {
  it.each<[string, ResolvedVariable, string]>([
    ['one value', single('v', 'a.b'), 'a.b'],
    ['backslashes of one value', single('v', String.raw`a\b`), String.raw`a\\b`],
    ['single quotes of one value', single('v', "it's"), String.raw`it\\'s`],
    ['one value that may be several', multiple('v', ['a.b']), String.raw`a\\.b`],
    ['one value beside all', single('v', 'a.b', { includeAll: true }), String.raw`a\\.b`],
    ['several', multiple('v', ['a', 'b.c']), String.raw`(a|b\\.c)`],
    ['none of several', multiple('v', []), '()'],
    ['backslashes of several', multiple('v', [String.raw`a\b`]), String.raw`a\\\\b`],
    [
      'everything that means something',
      multiple('v', ['$^*{}[]+?.()|']),
      String.raw`\\$\\^\\*\\{\\}\\[\\]\\+\\?\\.\\(\\)\\|`,
    ],
    ['all', all('v', ['a', 'b']), '(a|b)'],
    ['all, of which there is one', all('v', ['a']), 'a'],
    ['all by a value of its own', all('v', ['a', 'b'], '.+'), '.+'],
    ['all by an expression that is not escaped', all('v', ['a'], 'a|(b)'), 'a|(b)'],
  ])('%s', (_, variable, expected) => {
    expect(filled('$v', [variable])).toBe(expected);
    expect(filled('${v}', [variable])).toBe(expected);
  });

  it('a value for all may refer to other variables, but not for ever', () => {
    expect(filled('$v', [all('v', [], 'x-$w'), single('w', 'api')])).toBe('x-api');
    expect(filled('$v', [all('v', [], '$v')])).toBe('$v');
  });
});

describe('elsewhere', () => {
  it.each<[Place, ResolvedVariable, string]>([
    ['text', single('v', "it's"), "it's"],
    ['text', multiple('v', ['a', 'b']), '{a,b}'],
    ['text', multiple('v', ['a.b']), 'a.b'],
    ['text', all('v', ['a', 'b'], '.+'), '.+'],
    ['regex', single('v', 'a.b/c'), String.raw`a\.b\/c`],
    ['regex', multiple('v', ['b.c']), String.raw`b\.c`],
    ['regex', multiple('v', ['a', 'b.c']), String.raw`(a|b\.c)`],
  ])('in a place for %s', (place, variable, expected) => {
    expect(filled('$v', [variable], place)).toBe(expected);
  });
});

describe('a format', () => {
  const one = single('v', `a'b"c.d e`);
  const two = multiple('v', [`a'b`, 'c"d.e']);
  it.each([
    ['raw', `a'b"c.d e`, `a'b,c"d.e`],
    ['csv', `a'b"c.d e`, `a'b,c"d.e`],
    ['pipe', `a'b"c.d e`, `a'b|c"d.e`],
    ['regex', String.raw`a'b"c\.d e`, String.raw`(a'b|c"d\.e)`],
    ['json', `a'b"c.d e`, String.raw`["a'b","c\"d.e"]`],
    ['singlequote', String.raw`'a\'b"c.d e'`, String.raw`'a\'b','c"d.e'`],
    ['doublequote', String.raw`"a'b\"c.d e"`, String.raw`"a'b","c\"d.e"`],
    ['sqlstring', String.raw`'a''b\"c.d e'`, String.raw`'a''b','c\"d.e'`],
    ['glob', `a'b"c.d e`, `{a'b,c"d.e}`],
    ['text', `a'b"c.d e`, `a'b + c"d.e`],
    ['percentencode', 'a%27b%22c.d%20e', '%7Ba%27b%2Cc%22d.e%7D'],
    ['uriencode', 'a%27b%22c.d%20e', '%7Ba%27b,c%22d.e%7D'],
    ['queryparam', 'var-v=a%27b%22c.d%20e', 'var-v=a%27b&var-v=c%22d.e'],
    ['distributed', `a'b"c.d e`, `a'b,v=c"d.e`],
    ['join:;', `a'b"c.d e`, `a'b;c"d.e`],
    ['lucene', String.raw`a'b\"c.d\ e`, String.raw`("a'b" OR "c\"d.e")`],
    ['nonsense', `a'b"c.d e`, `{a'b,c"d.e}`],
  ])('%s', (format, ofOne, ofTwo) => {
    expect(filled(`\${v:${format}}`, [one])).toBe(ofOne);
    expect(filled(`\${v:${format}}`, [two])).toBe(ofTwo);
  });

  it.each([
    ['text', 'All'],
    ['queryparam', 'var-v=All'],
    ['percentencode', '.%2B%7Cx'],
    ['regex', '.+|x'],
    ['csv', '.+|x'],
  ])('%s, of a value for all', (format, expected) => {
    expect(filled(`\${v:${format}}`, [all('v', ['a'], '.+|x')])).toBe(expected);
  });

  it('is applied to each of all where none stands for them', () => {
    expect(filled('${v:pipe} ${v:text}', [all('v', ['a', 'b'])])).toBe('a|b All');
  });

  it('names what the viewer reads, where that differs', () => {
    const named: ResolvedVariable = { ...single('v', '1'), chosen: { kind: 'one', value: '1', text: 'one' } };
    expect(filled('${v:text} ${v}', [named])).toBe('one 1');
  });
});

describe('a field', () => {
  it('is a place in a list, or a property, which only options of its own have', () => {
    expect(filled('${v[1]} ${v.0}', [multiple('v', ['a', 'b'])])).toBe('(a|b) a');
    expect(filled('${v.text}', [single('v', 'a')])).toBe('');
    expect(filled('${v.text}', [single('v', '5m', { type: 'interval' })])).toBe('5m');
  });
});

describe('a macro', () => {
  it.each([
    ['$__interval', '20s'],
    ['${__interval}', '20s'],
    ['$__interval_ms', '20000'],
    ['[$__rate_interval]', '[1m15s]'],
    ['$__rate_interval_ms', '75000'],
    ['$__range', '21600s'],
    ['$__range_s', '21600'],
    ['${__range_ms}', '21600000'],
    ['$__from', '1699978400000'],
    ['$__to', '1700000000000'],
    ['${__to:date}', '2023-11-14T22:13:20.000Z'],
    ['${__to:date:iso}', '2023-11-14T22:13:20.000Z'],
    ['${__to:date:seconds}', '1700000000'],
    ['${__to:date:ms}', '1700000000000'],
    ['${__to:date:YYYY-MM-DD}', '2023-11-14'],
    ['${__to:date:YYYY-MM-DD HH:mm:ss.SSS}', '2023-11-14 22:13:20.000'],
    ['${__to:date:[at] D/M/YY H}', 'at 14/11/23 22'],
    ['$__dashboard', 'Orders & more'],
    ['${__dashboard.uid}', 'orders'],
    ['${__dashboard.name}', 'Orders & more'],
    ['${__dashboard:percentencode}', 'Orders%20%26%20more'],
    ['$__org', '1'],
    ['${__org.name}', 'Main Org.'],
    ['$__user', '1'],
    ['${__user.login}', 'admin'],
    ['${__user.email}', 'admin@localhost'],
    ['$__timezone', 'utc'],
  ])('%s', (text, expected) => {
    expect(fill(text, scopeOf())).toEqual({ text: expected, unknown: [] });
  });

  it('of links and transformations is left', () => {
    expect(fill('${__field.labels.job}', scopeOf())).toEqual({ text: '${__field.labels.job}', unknown: ['__field'] });
  });

  it('gives way to a variable of its name', () => {
    expect(filled('$__interval', [single('__interval', '7s')])).toBe('7s');
  });
});

it('a text without references stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[$[]/.test(text)),
      (text) => {
        expect(fill(text, scopeOf(single('a', 'b')))).toEqual({ text, unknown: [] });
      },
    ),
  );
});
