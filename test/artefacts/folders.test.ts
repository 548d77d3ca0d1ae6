import { describe, expect, it } from 'vitest';
import { foldersOf } from '../../src/artefacts/folders.ts';
import type { Folder } from '../../src/config/settings.ts';
import type { RegistryEntry } from '../../src/dashboard/registry.ts';
import { refused } from '../support/user-error.ts';

const business: Folder = { directory: 'business', title: 'Business', uid: 'business' };
const platform: Folder = { directory: 'platform', title: 'Platform', uid: 'platform' };

function registry(...directories: readonly string[]): readonly RegistryEntry[] {
  return directories.map((folder, index) => ({
    file: `dashboards/${index}.ts`,
    folder,
    load: () => Promise.reject(new Error('is not loaded for this')),
  }));
}

function defined(...folders: readonly Folder[]): ReadonlyMap<string, Folder> {
  return new Map(folders.map((folder) => [folder.directory, folder]));
}

describe('folders of a registry', () => {
  it('are each named once, in the order of their first dashboard', () => {
    expect(foldersOf(registry('platform', 'business', 'platform'), defined(business, platform))).toEqual([
      platform,
      business,
    ]);
    expect(foldersOf([], defined())).toEqual([]);
  });

  it.each<readonly [string, Folder]>([
    ['uid', { ...platform, uid: 'business' }],
    ['title', { ...platform, title: 'Business' }],
    ['uid and title', { ...business, directory: 'platform' }],
  ])('that share their %s are refused', (what, folder) => {
    const error = refused(() => foldersOf(registry('business', 'platform'), defined(business, folder)));
    expect(error.message).toBe(`Two folders have the same ${what}.`);
    expect(error.details).toEqual([
      '"Business" (directory business, uid business)',
      `"${folder.title}" (directory platform, uid ${folder.uid}), of dashboards/1.ts`,
    ]);
  });
});

describe('a folder that is not defined', () => {
  it('is told by the file, with the nearest that is, and what to write', () => {
    const error = refused(() => foldersOf(registry('business', 'platfrom'), defined(business, platform)));
    expect(error.message).toBe(
      'dashboards/1.ts is in the folder "platfrom", which is not defined; did you mean platform?',
    );
    expect(error.details).toEqual(['defined: business, platform']);
    expect(error.next).toBe(
      'Write into dashboards.config.yaml: folders: { platfrom: { title: platfrom, uid: platfrom } }, or name another folder in dashboards/index.ts.',
    );
  });

  it.each(['machines', '__proto__', 'toString'])('has no nearest one where none is near: %s', (name) => {
    expect(refused(() => foldersOf(registry(name), defined(business))).message).toBe(
      `dashboards/0.ts is in the folder "${name}", which is not defined.`,
    );
  });
});

describe('a folder that no dashboard is in', () => {
  it('is refused where the configuration has it, by file and line', () => {
    const error = refused(() =>
      foldersOf(
        registry('business'),
        defined(
          business,
          { ...platform, directory: 'busines', definedAt: 'c.yaml:3' },
          { ...platform, definedAt: 'c.yaml:5' },
        ),
      ),
    );
    expect(error.message).toBe('The configuration has folders that no dashboard is in.');
    expect(error.details).toEqual(['c.yaml:3: folders.busines; did you mean business?', 'c.yaml:5: folders.platform.']);
    expect(error.next).toBe('Remove them, or name them in the entries of dashboards/index.ts.');
  });

  it('is left out where it is built in', () => {
    expect(foldersOf(registry('business'), defined(platform, business))).toEqual([business]);
  });

  it('is none where one is in it that a dashboard is in', () => {
    const inner = { ...business, parent: 'platform', definedAt: 'c.yaml:3' };
    const outer = { ...platform, parent: 'all', definedAt: 'c.yaml:4' };
    const all = { directory: 'all', title: 'All', uid: 'all', definedAt: 'c.yaml:5' };
    expect(foldersOf(registry('business'), defined(inner, outer, all))).toEqual([inner]);
    expect(refused(() => foldersOf(registry('platform'), defined(inner, outer, all))).details).toEqual([
      'c.yaml:3: folders.business.',
    ]);
  });

  it('is none where a dashboard is in it', () => {
    const written = { ...business, definedAt: 'c.yaml:3' };
    expect(foldersOf(registry('business'), defined(written))).toEqual([written]);
  });
});
