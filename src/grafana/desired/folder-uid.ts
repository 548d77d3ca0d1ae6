/** Uids of folders that nobody gave one: made of the path of their directory, so that they never change. */
import { createHash } from 'node:crypto';

const longest = 40;

/**
 * A uid for the directory at a path below the source, at most 40 of `a-zA-Z0-9_-`: the path itself where that is one,
 * else as much of it as can be and 8 digits of its hash, so that two paths have two uids.
 * @param isTaken whether a uid stands for another folder already
 */
export function folderUid(path: readonly string[], isTaken: (uid: string) => boolean): string {
  // File systems differ in how they spell an accent.
  const name = path.join('/').normalize('NFC');
  const slug = name.replace(/[^a-zA-Z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  if (slug === name && slug.length <= longest && slug !== 'general' && !isTaken(slug)) return slug;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const start = slug.slice(0, longest - hash.length - 1).replace(/-+$/, '');
  return `${start === '' ? 'folder' : start}-${hash}`;
}
