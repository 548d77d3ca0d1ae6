import { fileURLToPath } from 'node:url';

/** The folder above `src` of this very file: the checkout, or `dist` in it when the program runs compiled. */
const above = fileURLToPath(new URL('../../', import.meta.url));

/** The checkout that this program belongs to, with a slash at the end. */
export const projectRoot = above.replace(/[/\\]dist[/\\]$/, '/');
