import { describe, expect, it, test } from 'vitest';
import { extended } from '../../src/scaffold/registry-file.ts';
import { refused } from '../support/user-error.ts';

const head = "import type { RegistryEntry } from '../src/dashboard/registry.ts';\n\n";
const registry = (entries: string): string =>
  `${head}export const registry: readonly RegistryEntry[] = [${entries}];\n`;
const orders = (folder: string): string =>
  `  { file: 'dashboards/orders.ts', folder: ${folder}, load: async () => (await import('./orders.ts')).orders },\n`;
const flow = (folder: string): string =>
  `  { file: 'dashboards/flow.ts', folder: ${folder}, load: async () => (await import('./flow.ts')).flow },\n`;

describe('a registry gets one more entry', () => {
  test.each([
    ['in the folder of a constant', orders('orderProcessing'), undefined, 'orderProcessing'],
    ['in the folder of a key', orders("'order-processing'"), undefined, "'order-processing'"],
    ['in that of the last', orders('first') + orders('folders.second'), undefined, 'folders.second'],
    ['in another that is named', orders('orderProcessing'), 'other', "'other'"],
    ['after a comment that looks like one', `${orders('real')}  // ${orders('commented').trim()}\n`, undefined, 'real'],
    ['after a comment of its own', `${orders('real')}  /* folder: none, */\n`, undefined, 'real'],
    ['as the first, in a folder that is named', '', 'other', "'other'"],
    ['after one that is written over several lines', orders('real').replaceAll(', ', ',\n    '), undefined, 'real'],
  ])('%s', (_, entries, folder, place) => {
    expect(extended(registry(`\n${entries}`), 'flow', folder)).toBe(registry(`\n${entries}${flow(place)}`));
  });

  it('with the line ends that it has', () => {
    const windows = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(extended(windows(registry(`\n${orders('a')}`)), 'flow', undefined)).toBe(
      windows(registry(`\n${orders('a')}${flow('a')}`)),
    );
  });
});

describe('a registry that cannot be extended', () => {
  test.each([
    ['another declaration', registry(`\n${orders('a')}`).replace('registry: readonly', 'list: readonly')],
    [
      'no array',
      registry(`\n${orders('a')}`)
        .replace(' = [', ' = make([')
        .replace('];', ']);'),
    ],
    ['an entry without a comma', registry(`\n${orders('a').replace(/,\n$/, '\n')}`)],
    ['all on one line', registry(orders('a').trim())],
  ])('%s: the line to add is named', (_, text) => {
    const error = refused(() => extended(text, 'flow', 'other'));
    expect(error.message).toContain('dashboards/index.ts cannot be extended');
    expect(error.message).toContain('Nothing was written.');
    expect(error.details).toEqual([`the line that it needs: ${flow("'other'").trim()}`]);
    expect(error.next).toContain('by hand');
  });

  it('an empty one, unless a folder is named', () => {
    expect(refused(() => extended(registry('\n'), 'flow', undefined)).next).toBe('Name the folder with --folder.');
  });
});
