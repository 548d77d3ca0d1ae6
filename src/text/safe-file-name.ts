import { createHash } from 'node:crypto';

const longest = 100;
/** What ends a name that was changed; 64 bits, so that no two texts of a run meet. */
const mark = /-[0-9a-f]{16}$/;

/**
 * A file name of `A-Za-z0-9._-` for any text: never empty, no leading dot, at most 100 characters. A text that is such a
 * name stays as it is; another one gets a hash of itself at the end, so that different texts have different names.
 */
export function safeFileName(text: string): string {
  if (/^[\w-][\w.-]*$/.test(text) && text.length <= longest && !mark.test(text)) return text;
  const safe = text.replace(/[^\w.-]/g, '_').replace(/^\./, '_');
  // UTF-16, for half a surrogate pair has no UTF-8.
  const hash = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex').slice(0, 16);
  return `${safe.slice(0, longest - hash.length - 1)}-${hash}`;
}
