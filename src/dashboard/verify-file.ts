/** The file `.verify` beside generated dashboards: which of their queries may rightly have no series. */
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors/user-error.ts';
import { circumstances, incidents } from '../policy/incidents.ts';
import type { DeclaredEmpty } from './declared-empty.ts';

export const verifyFileName = '.verify';

const header = `# Generated from what panels declare with mayBeEmpty; change it there.
# "dashboards verify" takes any other query without series for a defect.
`;

/** The text of the file, in the order given. */
export function verifyFileText(declared: readonly DeclaredEmpty[]): string {
  return header + stringify({ mayBeEmpty: declared }, { lineWidth: 120 });
}

const why = { reason: z.string().min(1), filledBy: z.enum([...keys(incidents), ...keys(circumstances)]) };

const schema = z.strictObject({
  mayBeEmpty: z.array(
    z.union([
      z.strictObject({ dashboard: z.string(), panel: z.number(), query: z.string(), ...why }),
      z.strictObject({ dashboard: z.string(), annotation: z.string(), ...why }),
    ]),
  ),
});

/**
 * What a file declares.
 * @param path for messages
 * @throws UserError where it is not such a file
 */
export function readVerifyFile(text: string, path: string): readonly DeclaredEmpty[] {
  const read = schema.safeParse(yamlOf(text));
  if (read.success) return read.data.mayBeEmpty;
  const [issue] = read.error.issues;
  throw new UserError(`${path} does not say which queries may be empty.`, {
    details: issue === undefined ? [] : [`${issue.path.join('.') || 'the file'}: ${issue.message}`],
    next: 'Remove it, or write it anew with npm run build.',
  });
}

/** What is no YAML is no such file. */
function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function keys<Name extends string>(of: Readonly<Record<Name, unknown>>): readonly Name[] {
  const found: Name[] = [];
  for (const key in of) found.push(key);
  return found;
}
