import { describe, expect, it } from 'vitest';
import { foldersOf } from '../../src/artefacts/folders.ts';
import type { Folder, RegistryEntry } from '../../src/dashboard/registry.ts';

const business: Folder = { directory: 'business', title: 'Business', uid: 'business' };
const platform: Folder = { directory: 'platform', title: 'Platform', uid: 'platform' };

function registry(...folders: readonly Folder[]): readonly RegistryEntry[] {
  return folders.map((folder, index) => ({
    file: `dashboards/${index}.ts`,
    folder,
    load: () => Promise.reject(new Error('is not loaded for this')),
  }));
}

describe('folders of a registry', () => {
  it('are each named once, in the order of their first dashboard', () => {
    expect(foldersOf(registry(platform, business, { ...platform }))).toEqual([platform, business]);
    expect(foldersOf([])).toEqual([]);
  });

  it.each<readonly [string, Folder]>([
    ['directory', { ...platform, directory: 'business' }],
    ['uid', { ...platform, uid: 'business' }],
    ['title', { ...platform, title: 'Business' }],
    ['directory and title', { ...business, uid: 'other' }],
  ])('that share their %s are refused', (what, folder) => {
    expect(() => foldersOf(registry(business, folder))).toThrow(`Two folders have the same ${what}.`);
  });
});
