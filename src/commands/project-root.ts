import { fileURLToPath } from 'node:url';

/** The checkout that this program was compiled in: it is run as `dist/src/commands/…`. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
