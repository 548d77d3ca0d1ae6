import { describe, expect, it } from 'vitest';
import { FolderTree } from '../../../src/grafana/folder-tree.ts';

const tree = (): FolderTree =>
  new FolderTree([
    { uid: 'one', title: 'One', parentUid: undefined },
    { uid: 'two', title: 'Two', parentUid: 'one' },
    { uid: 'three', title: 'Three', parentUid: 'two' },
    { uid: 'hidden-parent', title: 'Hidden parent', parentUid: 'hidden' },
  ]);

describe('a tree of folders', () => {
  it('knows what lies in what', () => {
    expect(tree().above('three')).toEqual(['two', 'one']);
    expect(tree().above('hidden-parent')).toEqual(['hidden']);
    expect(tree().below('one')).toEqual(['two', 'three']);
    expect(tree().below('three')).toEqual([]);
  });

  it('follows what is put elsewhere', () => {
    const moved = tree();
    moved.put('two', undefined);
    moved.put('new', 'three');
    expect(moved.above('new')).toEqual(['three', 'two']);
    expect(moved.below('one')).toEqual([]);
  });

  it('ends where lists of two moments say that folders lie in each other', () => {
    const round = tree();
    round.put('one', 'three');
    expect(round.above('one')).toEqual(['three', 'two', 'one']);
  });
});
