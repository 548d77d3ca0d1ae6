/** What is chosen here may be nothing elsewhere: links to other dashboards take the environment along, and no job. */
import { expect, it } from 'vitest';
import { finish } from '../../src/dashboard/finish.ts';
import { dashboardUrl, panelUrl } from '../../src/identity/ids.ts';
import { settings } from '../support/settings.ts';
import { definition, file, panel } from './definitions.ts';

function addressesOf(dataLinks: Readonly<Record<string, string>>): readonly (string | undefined)[] {
  const [built] = finish(definition([panel('a', { dataLinks })]), settings(), file).panels;
  return (built?.panel.fieldConfig?.defaults.links ?? []).map(({ url }) => url);
}

const time = '${__url_time_range}';

it('within the dashboard, all choices stay', () => {
  const here = panelUrl({ dashboard: 'test', panel: 'a' });
  expect(addressesOf({ Here: here })).toEqual([`${here}&${time}&\${__all_variables}`]);
});

it('to another, only the environment does', () => {
  const there = panelUrl({ dashboard: 'orders', panel: 'error-ratio' });
  const alike = dashboardUrl('test-2');
  expect(addressesOf({ There: there, Alike: alike })).toEqual([
    `${there}&${time}&\${environment:queryparam}`,
    `${alike}?${time}&\${environment:queryparam}`,
  ]);
});

it('to other sites, links are left as they are', () => {
  const away = 'https://example.org/d/orders';
  expect(addressesOf({ Away: away })).toEqual([`${away}?${time}&\${__all_variables}`]);
});
