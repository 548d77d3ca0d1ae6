/** The formats of `${name:format}`. From grafana/scenes, `formatRegistry.ts`. */
import { escapeRegex } from '../promql/strings.ts';

export type Value = string | readonly string[];

export interface Named {
  readonly name: string;
  /** What the viewer reads. */
  readonly text: string;
}

/** `asked` may have arguments after a colon: `date:YYYY-MM`, `join:;`. One that is not known is `glob`, as in Grafana. */
export function format(value: Value, asked: string, { name, text }: Named): string {
  const [id = '', ...args] = asked.split(':');
  const values = typeof value === 'string' ? [value] : value;
  const several = typeof value !== 'string';
  const joined = values.join(',');
  switch (id) {
    case 'raw':
    case 'csv':
      return joined;
    case 'regex':
      return alternatives(values.map(escapeRegexWithSlash), several);
    case 'pipe':
      return values.join('|');
    case 'json':
      return several ? JSON.stringify(value) : joined;
    case 'singlequote':
      return values.map((each) => `'${each.replaceAll("'", "\\'")}'`).join(',');
    case 'doublequote':
      return values.map((each) => `"${each.replaceAll('"', '\\"')}"`).join(',');
    case 'sqlstring':
      return values.map((each) => `'${each.replaceAll("'", "''").replaceAll('"', '\\"')}'`).join(',');
    case 'text':
      return text;
    case 'percentencode':
      return percentEncoded(several ? `{${joined}}` : joined);
    case 'uriencode':
      return strict(encodeURI(several ? `{${joined}}` : joined));
    case 'queryparam':
      return values.map((each) => `var-${name}=${percentEncoded(each)}`).join('&');
    case 'distributed':
      return values.map((each, index) => (index === 0 ? each : `${name}=${each}`)).join(',');
    case 'join':
      return values.join(args[0] ?? ',');
    case 'lucene':
      return lucene(value);
    case 'date':
      return date(Number.parseInt(joined, 10), args);
    default:
      return values.length > 1 ? `{${joined}}` : joined;
  }
}

function alternatives(values: readonly string[], several: boolean): string {
  return several && values.length !== 1 ? `(${values.join('|')})` : values.join('');
}

/** For JavaScript's expressions, between slashes. */
function escapeRegexWithSlash(text: string): string {
  return escapeRegex(text).replaceAll('/', '\\/');
}

function percentEncoded(text: string): string {
  return strict(encodeURIComponent(text));
}

/** What RFC 3986 reserves and JavaScript leaves. */
function strict(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function lucene(value: Value): string {
  if (typeof value === 'string') return luceneEscaped(value);
  return value.length === 0 ? '__empty__' : `(${value.map((each) => `"${luceneEscaped(each)}"`).join(' OR ')})`;
}

function luceneEscaped(text: string): string {
  return Number.isNaN(Number(text)) ? text.replace(/[!*+\-=<>\s&|()[\]{}^~?:\\/"]/g, '\\$&') : text;
}

/** A time in milliseconds, in UTC. */
function date(time: number, args: readonly string[]): string {
  if (Number.isNaN(time) || Math.abs(time) > 8.64e15) return 'NaN';
  const [first = 'iso'] = args;
  if (first === 'ms') return String(time);
  if (first === 'seconds') return String(Math.round(time / 1000));
  const iso = new Date(time).toISOString();
  return first === 'iso' ? iso : withTokens(args.join(':'), iso);
}

/** The tokens of Moment.js that are made of digits; others are left as they are. */
function withTokens(pattern: string, iso: string): string {
  const [, YYYY = '', MM = '', DD = '', HH = '', mm = '', ss = '', SSS = ''] =
    /^[+-]?(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z$/.exec(iso) ?? [];
  const tokens: Readonly<Record<string, string>> = {
    YYYY,
    YY: YYYY.slice(-2),
    MM,
    M: String(Number(MM)),
    DD,
    D: String(Number(DD)),
    HH,
    H: String(Number(HH)),
    mm,
    m: String(Number(mm)),
    ss,
    s: String(Number(ss)),
    SSS,
    X: String(Math.floor(Date.parse(iso) / 1000)),
    x: String(Date.parse(iso)),
  };
  return pattern.replace(
    /\[([^\]]*)\]|YYYY|YY|MM?|DD?|HH?|mm?|ss?|SSS|X|x/g,
    (found, literal?: string) => literal ?? tokens[found] ?? found,
  );
}
