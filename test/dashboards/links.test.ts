/** Nothing points to what is not there: links between panels, variables in queries, alerts and their panels. */
import { describe, expect, it, test } from 'vitest';
import { panelId } from '../../src/identity/ids.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { panelsOf, queryPanelsOf } from '../support/dashboard-json.ts';
import { dashboards } from './registry.ts';

const panels = new Map(dashboards.map((json) => [json.uid, new Set(panelsOf(json).map(({ id }) => id))]));

const addresses = dashboards.flatMap((json) =>
  [...JSON.stringify(json).matchAll(/"url":"(?<url>[^"]*)"/g)].map(
    ({ groups }) => [json.uid, groups?.['url'] ?? ''] as const,
  ),
);

describe('links', () => {
  it('there are some', () => {
    expect(addresses.length).toBeGreaterThan(6);
  });

  test.each(addresses)(
    '%s: %s leads to a panel that exists, and keeps time and what makes sense there',
    (from, url) => {
      const {
        uid = '',
        panel = '',
        choices,
      } = /^\/d\/(?<uid>[^?]+)\?viewPanel=(?<panel>\d+)&\$\{__url_time_range\}&(?<choices>\$\{[\w:]+\})$/.exec(url)
        ?.groups ?? {};
      expect(panels.get(uid)?.has(Number(panel)), url).toBe(true);
      expect(choices).toBe(uid === from ? '${__all_variables}' : '${environment:queryparam}');
    },
  );

  it('no panel leads to itself, or twice to the same', () => {
    for (const json of dashboards) {
      for (const { id, title, fieldConfig } of queryPanelsOf(json)) {
        const urls = fieldConfig?.defaults.links.map(({ url = '' }) => url.split('&')[0]) ?? [];
        expect(urls, title).not.toContain(`/d/${json.uid}?viewPanel=${id}`);
        expect(new Set(urls).size, title).toBe(urls.length);
      }
    }
  });

  it('the menu of sisters finds every dashboard by its tag', () => {
    for (const json of dashboards) {
      expect(json.links.flatMap(({ tags }) => tags)).toEqual(['order-dashboards']);
      expect(json.tags).toContain('order-dashboards');
    }
  });
});

describe('alerts', () => {
  const shown = Object.values(policyWith().alerts).filter(({ panel }) =>
    panels.has(`order-processing-${panel.dashboard}`),
  );

  test.each(shown.map(({ name, panel }) => [name, panel] as const))(
    '%s is shown by a panel that names it',
    (name, { dashboard, panel }) => {
      const json = dashboards.find(({ uid }) => uid === `order-processing-${dashboard}`);
      const found = json === undefined ? undefined : panelsOf(json).find(({ id }) => id === panelId(panel));
      expect(found?.description).toContain(`**Alert:** ${name} (`);
    },
  );

  it('a panel names only an alert whose runbook is at the foot of its dashboard', () => {
    for (const json of dashboards) {
      const own = shown.filter(({ panel }) => json.uid === `order-processing-${panel.dashboard}`);
      const here = own.map(({ name }) => name);
      const named = panelsOf(json).flatMap(({ description = '' }) =>
        [...description.matchAll(/\*\*Alert:\*\* (\w+)/g)].map(([, name]) => name),
      );
      expect(here).toEqual(expect.arrayContaining(named));
    }
  });
});

describe('variables', () => {
  test.each(dashboards.map((json) => [json.title, json] as const))(
    '%s: each that is used is defined, and each that is defined is used',
    (_, json) => {
      const defined = json.templating.list.map(({ name }) => name);
      const texts = [
        ...panelsOf(json).flatMap((panel) => [
          ...panel.targets.map(({ expr }) => expr),
          panel.title,
          JSON.stringify(panel.datasource ?? {}),
        ]),
        ...json.annotations.list.map(({ expr }) => expr),
        ...json.templating.list.map(({ query }) => query),
      ];
      const used = texts.flatMap((text) => [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name));
      const own = new Set(used.filter((name) => !name.startsWith('__')));
      expect([...own].toSorted()).toEqual(defined.toSorted());
    },
  );
});
