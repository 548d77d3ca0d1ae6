/** What is wrong with the text as YAML. No message quotes the text, since a secret may stand there by mistake. */
import { visit, type Document, type YAMLError } from 'yaml';

/** What is wrong, and where in the text. */
export type Mistake = readonly [offset: number, problem: string];

/** Where the parser's own message quotes the text, or speaks of the parser's options. */
const words: Readonly<Record<string, string>> = {
  BAD_DIRECTIVE: 'this directive is not known',
  BAD_DQ_ESCAPE: 'there is no such escape sequence',
  IMPOSSIBLE: 'this cannot be read',
  MULTIPLE_DOCS: 'a second document begins here, and only one is read',
  NON_STRING_KEY: 'a key must be a text',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
  TAG_RESOLVE_FAILED: 'there is no such tag',
  UNEXPECTED_TOKEN: 'this cannot stand here; a text with special characters needs quotes',
};

/** Everything that keeps the text from being read. */
export function syntaxMistakes(document: Document.Parsed): readonly Mistake[] {
  const errors = [...document.errors, ...document.warnings].map(inWords);
  return errors.length > 0 ? errors : brokenAliases(document);
}

function inWords({ pos: [offset], code, message }: YAMLError): Mistake {
  return [offset, words[code] ?? message];
}

function brokenAliases(document: Document.Parsed): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      mistakes.push([alias.range?.[0] ?? 0, 'this alias refers to no anchor above it']);
    },
  });
  return mistakes;
}
