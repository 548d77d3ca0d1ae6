/** Each dashboard leads to the file that defines it, where the repository is known. */
import { expect, it, test } from 'vitest';
import { finish } from '../../src/dashboard/finish.ts';
import { settings } from '../support/settings.ts';
import { definition, panel } from './definitions.ts';

function linksWith(repository: string | undefined, file = 'dashboards/orders.ts') {
  const given = settings(repository === undefined ? {} : { repository });
  return finish(definition([panel('a')]), given, file).dashboard.links ?? [];
}

it('there is none without a repository', () => {
  expect(linksWith(undefined).map(({ title }) => title)).toEqual(['Order processing']);
});

it('opens in another tab, without time range and choices, after the menu of dashboards', () => {
  const [menu, source, ...others] = linksWith('https://git.example.org/acme/m');
  expect(menu?.title).toBe('Order processing');
  expect(source).toEqual({
    title: 'Source',
    type: 'link',
    icon: 'doc',
    tooltip: 'dashboards/orders.ts, which defines this dashboard',
    url: 'https://git.example.org/acme/m/blob/HEAD/dashboards/orders.ts',
    tags: [],
    asDropdown: false,
    targetBlank: true,
    includeVars: false,
    keepTime: false,
  });
  expect(others).toEqual([]);
});

test.each([
  ['https://git.example.org/acme/m/', 'https://git.example.org/acme/m/blob/HEAD/dashboards/orders.ts'],
  ['https://git.example.org/acme/m.git', 'https://git.example.org/acme/m/blob/HEAD/dashboards/orders.ts'],
  [
    'https://git.example.org/m/src/branch/main/{path}',
    'https://git.example.org/m/src/branch/main/dashboards/orders.ts',
  ],
  [
    'https://git.example.org/m.git/?a={path}#{path}',
    'https://git.example.org/m.git/?a=dashboards/orders.ts#dashboards/orders.ts',
  ],
])('in %s it is %s', (repository, url) => {
  expect(linksWith(repository)[1]?.url).toBe(url);
});

it('a name with special characters stays one', () => {
  expect(linksWith('https://git.example.org/{path}', 'dashboards/a $& #1.ts')[1]?.url).toBe(
    'https://git.example.org/dashboards/a%20%24%26%20%231.ts',
  );
});
