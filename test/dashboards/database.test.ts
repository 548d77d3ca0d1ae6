/** The database dashboard against dashboards.md. */
import { describe, expect, it, test } from 'vitest';
import { database } from '../../dashboards/database.ts';
import { orders } from '../../dashboards/orders.ts';
import { selectors } from '../../src/promql/ast.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { built, panelsOf, panelTitled, queryPanelsOf, type PanelJson } from '../support/dashboard-json.ts';
import { expectedRows } from './database-expected.ts';

const json = built(database);
const expected = Object.values(expectedRows).flatMap((row) => Object.entries(row));

describe('the dashboard', () => {
  it('has these rows with these panels, some closed', () => {
    const rows: [string, string[]][] = [];
    for (const { type, title, panels } of json.panels) {
      if (type === 'row') rows.push([title, panels.map((panel) => panel.title)]);
      else rows.at(-1)?.[1].push(title);
    }
    const wanted = Object.entries(expectedRows).map(([title, panels]) => [title, Object.keys(panels)]);
    expect(rows).toEqual([...wanted, ['Runbooks', ['Runbook: HighDatabaseConnections', 'Runbook: LowCacheHitRatio']]]);
    expect(json.panels.filter(({ collapsed }) => collapsed).map(({ title }) => title)).toEqual([
      'Replication',
      'Statements',
      'Runbooks',
    ]);
  });

  it('has the ids of rows and runbooks that links may refer to', () => {
    const rows = json.panels.filter(({ type }) => type === 'row');
    const runbooks = rows.at(-1)?.panels ?? [];
    expect(Object.fromEntries([...rows, ...runbooks].map(({ title, id }) => [title, id]))).toEqual({
      Now: 50886578,
      Connections: 1263313359,
      Throughput: 2033714536,
      'I/O': 1311825583,
      Contention: 1722399119,
      Replication: 1169251676,
      Vacuum: 1175589765,
      Statements: 358792552,
      'Size and growth': 412445909,
      Runbooks: 250555383,
      'Runbook: HighDatabaseConnections': 1895217336,
      'Runbook: LowCacheHitRatio': 1120386562,
    });
  });

  it('says what becomes of environments that are chosen together', () => {
    expect(json).toMatchObject({
      description: expect.stringContaining('Where a panel is not by environment, those chosen together are added up'),
    });
  });

  it('leads from every panel to one that explains it, but from whether the server answers', () => {
    const without = queryPanelsOf(json).filter(({ fieldConfig }) => fieldConfig?.defaults.links.length === 0);
    expect(without.map(({ title }) => title)).toEqual(['PostgreSQL']);
  });

  it('is called so for good', () => {
    expect(json).toMatchObject({ uid: 'order-processing-database', title: 'Database' });
    expect(json.tags).toEqual(['order-dashboards', 'infrastructure']);
  });

  it('offers databases, templates left out, and the rate window', () => {
    const [, , , , datname, interval, ...others] = json.templating.list;
    expect(datname).toMatchObject({
      name: 'datname',
      label: 'Database',
      type: 'query',
      query:
        'label_values(pg_stat_database_numbackends{datname!~"template.*|",environment=~"$environment",job=~"$job",instance=~"$instance"}, datname)',
      multi: true,
      includeAll: true,
      allValue: '.+',
    });
    expect(interval).toMatchObject({ name: 'interval', label: 'Rate window' });
    expect(others).toEqual([]);
  });

  it('fills each line from end to end', () => {
    const lines = new Map<string, number>();
    // A closed row begins where the next one does, so its lines are told apart by its title.
    for (const { title, panels } of [{ title: '', panels: json.panels }, ...json.panels]) {
      for (const { type, gridPos } of panels) {
        const line = `${title} ${gridPos.y}`;
        if (type !== 'row') lines.set(line, (lines.get(line) ?? 0) + gridPos.w);
      }
    }
    expect([...lines.values()].filter((width) => width !== 24)).toEqual([]);
    expect(lines.size).toBe(16);
  });
});

describe.each(expected)('%s', (title, { id, type, unit, steps, queries, alert, leadsTo = [], says = [] }) => {
  const panel = panelTitled(json, title);
  const { defaults } = panel.fieldConfig ?? {};
  const paragraphs = panel.description?.split('\n\n') ?? [];

  it('keeps its id', () => {
    expect(panel.id).toBe(id);
  });

  it('has its type, unit and thresholds', () => {
    expect(panel.type).toBe(type);
    expect(defaults?.unit).toBe(unit);
    expect(defaults?.thresholds?.steps.map(({ value, color }) => [value, color])).toEqual(steps);
    const drawn = defaults?.custom !== undefined && 'thresholdsStyle' in defaults.custom;
    expect(drawn).toBe(type === 'timeseries' && steps.length > 1);
  });

  it('asks just this', () => {
    expect(panel.targets.map(({ legendFormat, expr }) => [legendFormat, expr])).toEqual(queries);
    expect(panel.targets.map(({ refId }) => refId)).toEqual(['A', 'B', 'C', 'D', 'E'].slice(0, queries.length));
  });

  it('says what it shows, what is normal in numbers, and what to do otherwise', () => {
    expect(paragraphs[0]).toMatch(/^[A-Z].{15,}\.$/);
    expect(paragraphs[1]).toMatch(/^\*\*Normal:\*\* .*\d.*\.$/);
    expect(paragraphs[2]).toMatch(/^\*\*Otherwise:\*\* .{10,}\.$/);
    for (const words of says) expect(paragraphs[0]).toContain(words);
  });

  it('names the alert that guards it and links its runbook, or neither', () => {
    const named = paragraphs.filter((text) => text.startsWith('**Alert:** ')).map((text) => text.split(' ')[1]);
    expect(named).toEqual(alert === undefined ? [] : [alert]);
    const runbook = panelsOf(json).find((each) => each.title === `Runbook: ${alert}`);
    expect(panel.links.map((link) => [link.title, link.url?.split('&')[0]])).toEqual(
      alert === undefined ? [] : [[`Runbook: ${alert}`, `/d/order-processing-database?viewPanel=${runbook?.id}`]],
    );
  });

  it('leads to the panels that explain it', () => {
    const wanted = leadsTo.map((to) => {
      const [dashboard, explains, choices] = to.startsWith('orders: ')
        ? [built(orders), to.slice('orders: '.length), '${environment:queryparam}']
        : [json, to, '${__all_variables}'];
      const { id: there } = panelTitled(dashboard, explains);
      return [explains, `/d/${dashboard.uid}?viewPanel=${there}&\${__url_time_range}&${choices}`];
    });
    expect(defaults?.links.map((link) => [link.title, link.url])).toEqual(wanted);
  });
});

describe('how it is drawn', () => {
  const custom = ({ fieldConfig }: PanelJson) => fieldConfig?.defaults.custom ?? {};
  const overrides = (title: string) =>
    panelTitled(json, title).fieldConfig?.overrides.map(({ matcher, properties }) => [
      matcher.options,
      Object.fromEntries(properties.map(({ id, value }) => [id, value])),
    ]);
  const colour = (fixedColor: string) => ({ color: { mode: 'fixed', fixedColor } });
  const dashed = {
    ...colour('red'),
    'custom.stacking': { mode: 'none', group: 'A' },
    'custom.fillOpacity': 0,
    'custom.lineStyle': { fill: 'dash', dash: [10, 10] },
  };

  it('says up and down in words', () => {
    expect(panelTitled(json, 'PostgreSQL').fieldConfig?.defaults).toMatchObject({
      mappings: [{ type: 'value', options: { 0: { text: 'down' }, 1: { text: 'up' } } }],
    });
  });

  it('scales begin at 0 but where values crowd at the top, may fall below, or are not drawn', () => {
    const titles = (wanted: (panel: PanelJson) => boolean) =>
      queryPanelsOf(json)
        .filter(wanted)
        .map(({ title }) => title);
    expect(titles(({ fieldConfig }) => fieldConfig?.defaults.min !== 0)).toEqual([
      'Cache hit ratio',
      'Cache hit ratio by database',
      'Dead rows',
      'Statements by time',
      'Statements by calls',
      'Statements by mean time',
      'Growth per day',
      'Sessions and workers',
      'Memory and log',
      'Checkpoint timeout',
      'Switches',
    ]);
    expect(titles(({ fieldConfig }) => fieldConfig?.defaults.max === 1)).toEqual([
      'PostgreSQL',
      'Connections used',
      'Cache hit ratio',
      'Cache hit ratio by database',
    ]);
  });

  it('the table of tables has a line to itself, and the two courses of size share one', () => {
    const widths = ['Dead rows', 'Size by database', 'Growth per day'].map(
      (title) => panelTitled(json, title).gridPos.w,
    );
    expect(widths).toEqual([24, 12, 12]);
  });

  it('what adds up is stacked', () => {
    const stacked = panelsOf(json).filter((panel) => 'stacking' in custom(panel));
    expect(stacked.map(({ title }) => title)).toEqual([
      'Connections by state',
      'Connections by application',
      'Waiting by event type',
      'Commits and rollbacks',
      'Blocks hit and read',
      'Checkpoints in the rate window',
      'Locks by mode',
    ]);
  });

  it('states of sessions have one colour each, and the limit is a dashed line that is not stacked on them', () => {
    const states = [
      ['active', colour('green')],
      ['idle', colour('blue')],
      ['idle in transaction', colour('orange')],
      ['idle in transaction (aborted)', colour('red')],
    ];
    expect(overrides('Connections by state')).toEqual([...states, ['limit', dashed]]);
    expect(overrides('Oldest transaction by state')).toEqual(states);
    expect(overrides('Oldest unfrozen transaction')).toEqual([['forced vacuum', dashed]]);
  });

  test.each([
    ['Commits and rollbacks', { commits: 'green', rollbacks: 'red' }],
    ['Rows read', { returned: 'orange', fetched: 'green' }],
    ['Rows written', { inserted: 'green', updated: 'blue', deleted: 'red' }],
    ['Blocks hit and read', { hit: 'green', read: 'orange' }],
    ['Checkpoints in the rate window', { timed: 'green', requested: 'orange' }],
    ['Waiting by event type', { Lock: 'red', IO: 'orange' }],
    ['Locks by mode', { accessexclusivelock: 'red' }],
  ])('%s: what is good is green', (title, colours) => {
    expect(overrides(title)).toEqual(Object.entries(colours).map(([name, fixed]) => [name, colour(fixed)]));
  });

  it('stats show this moment, so that nothing is said of a server that is gone, and a sparkline of a rate only', () => {
    for (const { title, options, targets } of panelsOf(json).filter(({ type }) => type === 'stat')) {
      const line = title === 'Transactions per second';
      expect(options, title).toMatchObject({ graphMode: line ? 'area' : 'none' });
      for (const target of targets) expect(target, title).toMatchObject({ instant: !line, range: line });
    }
  });

  it('tables ask for one moment, and name and order their columns', () => {
    for (const { title, targets } of panelsOf(json).filter(({ type }) => type === 'table')) {
      for (const target of targets)
        expect(target, title).toMatchObject({ format: 'table', instant: true, range: false });
    }
    expect(panelTitled(json, 'Dead rows')).toMatchObject({
      options: { sortBy: [{ displayName: 'Dead share', desc: true }] },
      transformations: [
        { id: 'merge', options: {} },
        {
          id: 'organize',
          options: {
            excludeByName: { Time: true },
            renameByName: {
              environment: 'Environment',
              instance: 'Instance',
              datname: 'Database',
              schemaname: 'Schema',
              relname: 'Table',
              Value: 'Dead share',
              'Value #A': 'Dead share',
              'Value #B': 'Dead rows',
              'Value #C': 'Last autovacuum',
            },
          },
        },
      ],
    });
    expect(overrides('Dead rows')).toEqual([
      ['Dead share', { unit: 'percentunit', decimals: 1 }],
      ['Dead rows', { unit: 'short' }],
      ['Last autovacuum', { unit: 'dateTimeFromNow' }],
    ]);
    for (const [title, heading] of [
      ['Statements by time', 'Time'],
      ['Statements by calls', 'Calls'],
      ['Statements by mean time', 'Mean time'],
    ] as const) {
      expect(panelTitled(json, title)).toMatchObject({
        options: { sortBy: [{ displayName: heading, desc: true }] },
        transformations: [
          {
            id: 'organize',
            options: {
              excludeByName: { Time: true, environment: true },
              indexByName: { instance: 0, datname: 1, queryid: 2, Value: 3 },
              renameByName: { instance: 'Instance', datname: 'Database', queryid: 'Statement', Value: heading },
            },
          },
        ],
      });
    }
  });
});

describe('queries', () => {
  const chosen = ['environment', 'job', 'instance'].map((label) => ({ label, operator: '=~', value: `$${label}` }));
  const texts = queryPanelsOf(json).flatMap(({ title, targets }) =>
    targets.map(({ refId, expr }) => [title, refId, expr] as const),
  );

  test.each(texts)('%s %s is PromQL by the official grammar', (_, __, text) => {
    expect(() => checkSyntax(text)).not.toThrow();
  });

  test.each(texts)('%s %s narrows every selector to what the viewer chose', (_, __, text) => {
    const all = selectors(parse(text));
    expect(all.length).toBeGreaterThan(0);
    for (const { name, matchers } of all) expect(matchers, name).toEqual(expect.arrayContaining(chosen));
  });

  it('no ratio has another form than (E or 0 * T) / (T > 0)', () => {
    for (const [, , text] of texts) {
      if (text.includes(' / ')) expect(text).toMatch(/\((.*) or 0 \* \(?(.*?)\)?\) \/ \(\2 > 0\)/);
    }
  });
});

describe('an override of the policy', () => {
  const strict = built(database, {
    policy: {
      limits: {
        databaseConnections: { amber: 0.6, red: 0.7 },
        cacheHitRatio: { amber: 0.97, red: 0.95 },
        transactionAge: { amber: 60, red: 120 },
        rollbackRatio: { amber: 0.01, red: 0.02 },
        replicationLag: { amber: 10, red: 20 },
      },
      colours: { good: 'purple', red: 'yellow' },
    },
  });
  const steps = (title: string) =>
    panelTitled(strict, title).fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value);
  const says = (title: string) => panelTitled(strict, title).description ?? '';

  test.each([
    ['Connections used', [null, 0.6, 0.7], 'below 60 %.'],
    ['Connections used over time', [null, 0.6, 0.7], 'stays above 60 % (critical: 70 %) for 10m'],
    ['Cache hit ratio', [null, 0.95, 0.97], 'above 97 %.'],
    ['Cache hit ratio by database', [null, 0.95, 0.97], 'stays below 95 %'],
    ['Oldest transaction', [null, 60, 120], 'below 60 seconds.'],
    ['Oldest transaction by state', [null, 60, 120], 'below 60 seconds.'],
    ['Rollback ratio', [null, 0.01, 0.02], 'below 1 %.'],
    ['Replication lag', [null, 10, 20], 'below 10 seconds.'],
    ['Connections by state', [null], 'together below 60 % of the line'],
    ['Commits and rollbacks', [null], 'rollbacks below 1 % of all'],
    ['Blocks hit and read', [null], 'read below 3 % of both'],
  ])('moves the line and the words of "%s"', (title, values, words) => {
    expect(steps(title)).toEqual(values);
    expect(says(title)).toContain(words);
  });

  it('moves colours everywhere', () => {
    const all = JSON.stringify(panelTitled(strict, 'Connections by state').fieldConfig?.overrides);
    expect(all).toContain('"fixedColor":"purple"');
    expect(all).toContain('"fixedColor":"yellow"');
  });

  it('touches nothing else', () => {
    for (const title of ['Size', 'Dead rows', 'Statements by time', 'Growth per day', 'Temporary files'])
      expect(panelTitled(strict, title)).toEqual(panelTitled(json, title));
  });
});
