/** Where in Grafana a link leads. */

export type LinkTarget =
  | { readonly kind: 'nowhere' }
  /** Another site, a page of Grafana that is no dashboard, or what a variable decides. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'no page'; readonly path: string }
  | {
      readonly kind: 'dashboard';
      /** Undefined for the dashboard that the link is on. */
      readonly uid: string | undefined;
      /** Its panels that are to be shown; only those that an id names. */
      readonly panels: readonly number[];
      /** The variables that are handed over by name. */
      readonly variables: readonly string[];
    };

/** The first parts of the addresses of Grafana's pages. Source: public/app/routes, and pkg/api for what no page shows. */
const pages: ReadonlySet<string> = new Set(
  `
  a admin alerting alerts-and-incidents api apis apps avatar bookmarks configuration connections
  dashboard dashboard-solo dashboards datasources drilldown explore femt frontend goto healthz
  infrastructure invite library-panels login logout metrics monitoring notifications observability
  org playlists plugins profile public public-dashboards render sandbox scenes signup
  support-bundles swagger swagger-ui testing-and-synthetics user verify
  `
    .trim()
    .split(/\s+/),
);

/** Only a relative link is surely one of this Grafana. */
export function linkTarget(url: string): LinkTarget {
  const address = url.trim();
  if (address === '') return { kind: 'nowhere' };
  if (/^(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|[$#]|\[\[)/i.test(address)) return { kind: 'elsewhere' };
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(address) ?? [];
  if (path === '') return dashboard(undefined, query);
  const parts = path.split('/').filter((part) => part !== '');
  // A Grafana that is served below a path, such as /grafana, has that in front.
  const base = isPage(parts[0]) || !isPage(parts[1]) ? 0 : 1;
  const [page, uid] = parts.slice(base);
  if (page === undefined) return { kind: 'elsewhere' };
  if (isVariable(page) || pages.has(page)) return { kind: 'elsewhere' };
  if (!isDashboard(page)) return { kind: 'no page', path };
  if (uid === undefined) return { kind: 'no page', path };
  return isVariable(uid) ? { kind: 'elsewhere' } : dashboard(decoded(uid), query);
}

function isPage(part: string | undefined): boolean {
  return part !== undefined && (isDashboard(part) || pages.has(part));
}

function isDashboard(part: string): boolean {
  return part === 'd' || part === 'd-solo';
}

function isVariable(text: string): boolean {
  return /\$|\[\[|%24|%5B%5B/i.test(text);
}

function dashboard(uid: string | undefined, query: string): LinkTarget {
  const panels: number[] = [];
  const variables: string[] = [];
  for (const piece of query.split('&')) {
    const [key = '', value = ''] = split(piece).map(decoded);
    if (panelKeys.has(key)) {
      const id = panelId(value);
      if (id !== undefined) panels.push(id);
    }
    const name = /^var-(.+)$/s.exec(key)?.[1] ?? /^\$\{(\w+):queryparam\}$/.exec(key)?.[1];
    if (name !== undefined && !/^__|\$|\[\[/.test(name) && !variables.includes(name)) variables.push(name);
  }
  return { kind: 'dashboard', uid, panels, variables };
}

const panelKeys: ReadonlySet<string> = new Set(['viewPanel', 'editPanel', 'inspect', 'panelId']);

/** Since Grafana 11 a panel is named `panel-7`, one of a repetition `panel-7-clone-1`, with its row in front. */
function panelId(value: string): number | undefined {
  const id = /^(\d+)$/.exec(value)?.[1] ?? /(?:^|\/)panel-(\d+)(?:-clone-\d+)?$/.exec(value)?.[1];
  return id === undefined ? undefined : Number(id);
}

function split(piece: string): readonly string[] {
  const at = piece.search(/=|%3D/i);
  return at < 0 ? [piece] : [piece.slice(0, at), piece.slice(at + (piece[at] === '=' ? 1 : 3))];
}

/** What is no valid encoding is taken as it stands, as browsers do. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
