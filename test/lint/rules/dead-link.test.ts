import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, panel } from '../support.ts';

const other = dashboard({ uid: 'other', title: 'Other', tags: ['b', 'c'], panels: [panel({ id: 7 })] });

/** What is found of one link, on a panel of the first of two dashboards. */
function problems(url: unknown, more: Json = {}): readonly string[] {
  const links = [{ title: 'L', url, ...more }];
  return foundBy('dead-link', dashboard({ panels: [panel({ id: 1, links })] }), other).map(({ problem }) => problem);
}

test.each([
  '/d/other',
  '/d/other/slug',
  '/d/other/slug?orgId=1#top',
  'd/other',
  '/grafana/d/other',
  '/d-solo/other?panelId=7',
  '/d/%6Fther',
  '/d/other?viewPanel=7&${__url_time_range}&${__all_variables}',
  '/d/other?viewPanel=panel-7',
  '/d/other?viewPanel=panel-7-clone-2',
  '/d/other?viewPanel=${__field.labels.panel}',
  '/d/other?viewPanel%3D7',
  '?viewPanel=1',
  '?var-job=x',
  '/d/${__dashboard.uid}?viewPanel=99',
  '/d/$uid',
  '/d/[[uid]]',
  '/d/%24%7Buid%7D',
  '${url}',
  '#top',
  '/',
  '/explore?left=1',
  '/alerting/list',
  '/a/some-app/page',
  '/grafana/explore',
  '/dashboard/db/of-old',
  'https://grafana.example/d/nowhere',
  '//elsewhere/d/nowhere',
  'mailto:a@example.org',
  'https://example.org/?viewPanel=9',
])('%s leads somewhere', (url) => {
  expect(problems(url)).toEqual([]);
});

test.each([
  ['/d/othr', 'the link "L" leads to the dashboard "othr", which is not among these'],
  ['/d/nowhere/slug?viewPanel=1', 'the link "L" leads to the dashboard "nowhere", which is not among these'],
  ['/grafana/d/nowhere', 'the link "L" leads to the dashboard "nowhere", which is not among these'],
  ['/d/other?viewPanel=8', 'the link "L" leads to the panel 8 of "Other", which is not there'],
  ['/d/other?editPanel=panel-8', 'the link "L" leads to the panel 8 of "Other", which is not there'],
  ['/d/other?inspect=8', 'the link "L" leads to the panel 8 of "Other", which is not there'],
  ['/d/other?viewPanel%3Dpanel-8', 'the link "L" leads to the panel 8 of "Other", which is not there'],
  ['?viewPanel=8', 'the link "L" leads to the panel 8 of "Orders", which is not there'],
  ['', 'the link "L" has no address'],
  ['  ', 'the link "L" has no address'],
  [undefined, 'the link "L" has no address'],
  ['/d/', 'the link "L" leads to /d/, which is no page of Grafana'],
  ['/dashbord/x', 'the link "L" leads to /dashbord/x, which is no page of Grafana'],
  ['example.org/page', 'the link "L" leads to example.org/page, which is no page of Grafana'],
])('%s leads nowhere', (url, problem) => {
  expect(problems(url)).toEqual([problem]);
});

test('a query to explore, or a dashboard of old, has no address', () => {
  expect(problems('', { internal: { query: {} } })).toEqual([]);
  expect(problems(undefined, { type: 'dashboard', dashUri: 'db/x' })).toEqual([]);
});

test('links of the dashboard, of data and of overrides are seen', () => {
  const links = [{ title: 'L', url: '/d/nowhere' }];
  const fieldConfig = { defaults: { links }, overrides: [{ properties: [{ id: 'links', value: links }] }] };
  const found = foundBy('dead-link', dashboard({ links, panels: [panel({ fieldConfig })] }), other);
  expect(found.map((finding) => finding.panel?.title)).toEqual([undefined, 'Order rate', 'Order rate']);
});

test('the nearest uid is named', () => {
  const links = [{ title: 'L', url: '/d/othr' }];
  expect(foundBy('dead-link', dashboard({ links }), other)[0]?.next).toBe('write /d/other.');
});

test('a panel without an id may get any', () => {
  const links = [{ title: 'L', url: '?viewPanel=8' }];
  expect(foundBy('dead-link', dashboard({ links, panels: [panel({ id: undefined })] }))).toEqual([]);
});

test.each([
  [['b'], 0],
  [['b', 'c'], 0],
  [[], 0],
  [['$tag'], 0],
  [['b', 'd'], 1],
  [['order-dashboards'], 1],
])('the tags %j', (tags, count) => {
  const links = [{ title: 'L', type: 'dashboards', tags }];
  expect(foundBy('dead-link', dashboard({ links }), other)).toHaveLength(count);
  expect(foundBy('dead-link', dashboard({ links }))).toEqual([]);
});

test('a dashboard that is judged alone may lead to others, but not to panels of its own that are not there', () => {
  const links = [
    { title: 'Elsewhere', url: '/d/other?viewPanel=9' },
    { title: 'Here', url: '/d/orders-test?viewPanel=9' },
  ];
  const found = foundBy('dead-link', dashboard({ links }));
  expect(found.map(({ problem }) => problem)).toEqual([
    'the link "Here" leads to the panel 9 of "Orders", which is not there',
  ]);
});

test('a link to a dashboard that is not there is not said to mean the one that it stands on', () => {
  const links = [{ title: 'L', url: '/d/orders-tost' }];
  const [found] = foundBy('dead-link', dashboard({ links }), other);
  expect(found?.next).toBe('write the uid of one that is there, or remove the link.');
});
