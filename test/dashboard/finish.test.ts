/** What finishing adds to a definition. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { row, type Row } from '../../src/dashboard/definition.ts';
import { finish } from '../../src/dashboard/finish.ts';
import { panelId } from '../../src/identity/ids.ts';
import { application } from '../../src/metrics/application.ts';
import { query } from '../../src/panels/index.ts';
import { rate, sum } from '../../src/promql/index.ts';
import { rateWindow } from '../../src/variables/own.ts';
import { built, panelsOf, textOf, type DashboardJson } from '../support/dashboard-json.ts';
import { settings } from '../support/settings.ts';
import { definition, file, panel, rawPanel } from './definitions.ts';

const key = fc.stringMatching(/^[a-z]{1,6}(-[a-z0-9]{1,4})?$/);
const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 12 });
const severalKeys = fc.uniqueArray(key, { minLength: 2, maxLength: 12 });

function dashboardOf(...all: readonly string[]): DashboardJson {
  return built(() => definition(all.map((each) => panel(each))));
}

/** Ids by title. */
function ids(json: DashboardJson): Readonly<Record<string, number>> {
  return Object.fromEntries(panelsOf(json).map(({ title, id }) => [title, id]));
}

describe('panel ids', () => {
  it('are positive numbers of 31 bits, each once', () => {
    fc.assert(
      fc.property(keys, (all) => {
        const found = dashboardOf(...all).panels.map(({ id }) => id);
        for (const id of found) expect(id > 0 && id < 2 ** 31).toBe(true);
        expect(new Set(found).size).toBe(all.length + 1);
      }),
    );
  });

  it('stay when a panel is inserted or removed', () => {
    fc.assert(
      fc.property(keys, fc.nat(), (all, number) => {
        const at = number % all.length;
        const without = all.filter((_, index) => index !== at);
        fc.pre(without.length > 0);
        expect(ids(dashboardOf(...all))).toMatchObject(ids(dashboardOf(...without)));
      }),
    );
  });

  it('stay when panels change places, or rows', () => {
    fc.assert(
      fc.property(severalKeys, fc.nat(), (all, number) => {
        const at = 1 + (number % (all.length - 1));
        const turned = [...all.slice(at), ...all.slice(0, at)].toReversed();
        const inTwoRows = built(() =>
          definition([], { rows: [rowOf('A', all.slice(at)), rowOf('B', all.slice(0, at), true)] }),
        );
        const before = ids(dashboardOf(...all));
        expect(ids(dashboardOf(...turned))).toEqual(before);
        expect(ids(inTwoRows)).toEqual(before);
      }),
    );
  });

  it('stay when a title, a query or the unit changes', () => {
    const changed = panel('rate', {
      title: 'Renamed',
      unit: 's',
      queries: [query(sum(rate(application.inventoryUpdates)), 'x')],
    });
    expect(built(() => definition([changed])).panels.map(({ id }) => id)).toEqual(
      dashboardOf('rate').panels.map(({ id }) => id),
    );
  });

  it('of rows follow from their titles', () => {
    expect(dashboardOf('a').panels.map(({ type, id }) => [type, id])).toEqual([
      ['row', panelId('row-Row')],
      ['timeseries', panelId('a')],
    ]);
  });
});

function rowOf(title: string, all: readonly string[], collapsed = false): Row {
  return row(
    title,
    { perLine: 3, height: 8, collapsed },
    all.map((each) => panel(each)),
  );
}

describe('layout of the whole dashboard', () => {
  const rows = fc
    .array(
      fc.record({
        count: fc.integer({ min: 1, max: 7 }),
        perLine: fc.integer({ min: 1, max: 8 }),
        height: fc.integer({ min: 2, max: 12 }),
        collapsed: fc.boolean(),
      }),
      {
        maxLength: 6,
      },
    )
    .map((shapes) =>
      shapes.map(({ count, ...shape }, number) => ({
        title: `Row ${number}`,
        shape,
        keys: Array.from({ length: count }, (_, index) => `p${number}-${index}`),
      })),
    );

  it('has no overlap, nothing beyond column 24, and rows over their own panels, also of closed rows', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const json = built(() =>
          definition([], {
            rows: all.map(({ title, shape, keys: own }) =>
              row(
                title,
                shape,
                own.map((each) => panel(each)),
              ),
            ),
          }),
        );
        let y = 0;
        for (const heading of json.panels.filter(({ type }) => type === 'row')) {
          expect(heading.gridPos).toEqual({ x: 0, y, w: 24, h: 1 });
          const number = json.panels.indexOf(heading);
          const next = json.panels.findIndex(({ type }, index) => type === 'row' && index > number);
          const beside = json.panels.slice(number + 1, next === -1 ? undefined : next);
          const below = heading.collapsed === true ? heading.panels : beside;
          expect(heading.collapsed === true ? beside : heading.panels).toEqual([]);
          noOverlap(below);
          for (const { gridPos } of below) {
            expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
            expect(gridPos.y).toBeGreaterThan(y);
          }
          y =
            heading.collapsed === true ? y + 1 : Math.max(y + 1, ...below.map(({ gridPos }) => gridPos.y + gridPos.h));
        }
        noOverlap(json.panels);
      }),
    );
  });

  it('a span takes that many columns and no height; a height takes no columns', () => {
    const json = built(() =>
      definition([], {
        rows: [
          row('Row', { perLine: 4, height: 5 }, [panel('a').span(12), panel('b'), panel('c').height(7), panel('d')]),
        ],
      }),
    );
    expect(panelsOf(json).map(({ gridPos }) => gridPos)).toEqual([
      { x: 0, y: 1, w: 12, h: 7 },
      { x: 12, y: 1, w: 6, h: 7 },
      { x: 18, y: 1, w: 6, h: 7 },
      { x: 0, y: 8, w: 24, h: 5 },
    ]);
    const low = built(() =>
      definition([], { rows: [row('Row', { perLine: 4, height: 5 }, [panel('a').span(8), panel('b')])] }),
    );
    expect(panelsOf(low).map(({ gridPos: { w, h } }) => [w, h])).toEqual([
      [8, 5],
      [16, 5],
    ]);
  });
});

function noOverlap(panels: readonly { readonly gridPos: { x: number; y: number; w: number; h: number } }[]): void {
  for (const [index, { gridPos: a }] of panels.entries()) {
    for (const { gridPos: b } of panels.slice(index + 1)) {
      expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, JSON.stringify([a, b])).toBe(
        true,
      );
    }
  }
}

describe('refIds', () => {
  test.each([
    [1, ['A']],
    [3, ['A', 'B', 'C']],
    [28, [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'AA', 'AB']],
  ])('of %d queries', (count, letters) => {
    const texts = Array.from({ length: count }, () => 'sum(rate(orders_created_total[5m]))');
    const json = built(() => definition([rawPanel('many', ...texts)]));
    expect(panelsOf(json)[0]?.targets.map(({ refId }) => refId)).toEqual(letters);
  });

  it('go on as in Grafana: AZ, BA, and after ZZ, AAA', () => {
    const texts = Array.from({ length: 703 }, () => 'vector(1)');
    const letters =
      panelsOf(built(() => definition([rawPanel('many', ...texts)])))[0]?.targets.map(({ refId }) => refId) ?? [];
    expect([letters[51], letters[52], letters[701], letters[702]]).toEqual(['AZ', 'BA', 'ZZ', 'AAA']);
    expect(new Set(letters).size).toBe(703);
  });

  it('do not depend on what a target said itself', () => {
    const first = query(sum(rate(application.ordersCreated)), 'a').refId('Z');
    const json = built(() =>
      definition([panel('a', { queries: [first, query(sum(rate(application.ordersCreated)), 'b')] })]),
    );
    expect(panelsOf(json)[0]?.targets.map(({ refId }) => refId)).toEqual(['A', 'B']);
  });
});

describe('every dashboard', () => {
  const json = dashboardOf('a');

  it('has a uid by its name, our tag, its own tags', () => {
    const tagged = built(() => definition([panel('a')], { tags: ['business'] }));
    expect(tagged.uid).toBe('order-processing-test');
    expect(tagged.tags).toEqual(['order-dashboards', 'business']);
  });

  it('is not editable, shows 6 hours, refreshes each 30 s, shares the crosshair', () => {
    expect(json).toMatchObject({
      editable: false,
      time: { from: 'now-6h', to: 'now' },
      refresh: '30s',
      graphTooltip: 1,
    });
  });

  it('leads to its sisters by their tag, with time range and choices', () => {
    expect(json.links).toHaveLength(1);
    expect(json.links[0]).toMatchObject({
      type: 'dashboards',
      asDropdown: true,
      tags: ['order-dashboards'],
      includeVars: true,
      keepTime: true,
    });
  });

  it('names no id and no version, which are of one Grafana alone', () => {
    expect(Object.keys(json)).not.toContain('id');
    expect(Object.keys(json)).not.toContain('version');
  });

  it('has nothing that only Grafana 12.3 knows', () => {
    expect(textOf(() => definition([panel('a')]))).not.toContain('"placement": "inControlsMenu"');
    expect(JSON.stringify([json.links, json.annotations])).not.toContain('placement');
  });

  it('has no runbooks where no alert guards a panel', () => {
    expect(json.panels.map(({ title }) => title)).toEqual(['Row', 'Panel a']);
  });
});

describe('jobs', () => {
  const needs = '; what only a job left out counts reads as none.';

  it('are named where a panel needs several', () => {
    const both = panel('a', {
      queries: [
        query(sum(rate(application.ordersCreated)), 'a'),
        query(sum(rate(application.orderProcessingErrors)), 'b'),
      ],
    });
    const json = built(() => definition([both, panel('b')]));
    expect(panelsOf(json).map(({ description }) => description?.split('\n\n').at(-1))).toEqual([
      `**Needs the jobs** order_processing_api, order_processing_worker${needs}`,
      '**Otherwise:** look.',
    ]);
  });

  it('are read from text as well', () => {
    const json = built(() =>
      definition([rawPanel('a', 'sum(rate(orders_created_total[5m])) - sum(rate(payments_processed_total[5m]))')]),
    );
    expect(panelsOf(json)[0]?.description).toBe(
      `\n\n**Needs the jobs** order_processing_api, order_processing_worker${needs}`,
    );
  });
});

describe('a typed query that is given a text', () => {
  it('is read from the text', () => {
    const changed = query(sum(rate(application.ordersCreated)), 'x').expr('sum(rate(payments_processed_total[5m]))');
    const json = built(() => definition([panel('a', { queries: [changed] })]));
    expect(panelsOf(json)[0]?.targets[0]?.expr).toBe('sum(rate(payments_processed_total[5m]))');
    expect(json.templating.list[1]?.query).toBe('label_values(payments_processed_total, environment)');
  });
});

describe('variables', () => {
  it('of the dashboard come after those that all have, in the order given', () => {
    const json = built(() => definition([panel('a')], { variables: [rateWindow] }));
    expect(json.templating.list.map(({ name }) => name)).toEqual([
      'datasource',
      'environment',
      'job',
      'instance',
      'interval',
    ]);
  });

  it('offer only targets that have what the dashboard shows', () => {
    const queries = dashboardOf('a').templating.list.map((variable) => variable.query);
    expect(queries).toEqual([
      'prometheus',
      'label_values(orders_created_total, environment)',
      'label_values(orders_created_total{environment=~"$environment"}, job)',
      'label_values(orders_created_total{environment=~"$environment",job=~"$job"}, instance)',
    ]);
  });

  it('ask for one metric of each job, and for the count of a histogram', () => {
    const json = built(() =>
      definition([
        rawPanel('a', 'sum by (le) (rate(order_processing_seconds_bucket[5m]))'),
        rawPanel('b', 'sum(rate(order_processing_errors_total[5m]))', 'sum(rate(http_requests_total[5m]))'),
      ]),
    );
    expect(json.templating.list[1]?.query).toBe(
      'label_values({__name__=~"order_processing_seconds_count|http_requests_total"}, environment)',
    );
  });
});

describe('determinism', () => {
  it('building twice gives the same bytes', () => {
    fc.assert(
      fc.property(keys, (all) => {
        const once = (): string => textOf(() => definition(all.map((each) => panel(each))));
        expect(once()).toBe(once());
      }),
      { numRuns: 30 },
    );
  });

  it('calling the methods of a builder in another order gives the same bytes', () => {
    const one = textOf(() => definition([panel('a').unit('s').decimals(2).max(5).lineWidth(3)]));
    const other = textOf(() => definition([panel('a').lineWidth(3).max(5).decimals(2).unit('s')]));
    expect(one).toBe(other);
  });

  it('finishing leaves what a builder holds as it was', () => {
    const all = settings();
    const shared = panel('a');
    const before = JSON.stringify(shared.build());
    finish(definition([panel('b'), shared]), all, file);
    expect(JSON.stringify(shared.build())).toBe(before);
  });
});
