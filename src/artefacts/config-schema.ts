import { configJsonSchema } from '../config/json-schema.ts';
import { canonicalJson } from './json.ts';
import type { Artefact } from './output/artefact.ts';

/** The JSON Schema of dashboards.config.yaml, for editors. It is the same whatever the configuration says. */
export function configSchemaArtefact(): Artefact {
  return { path: 'dashboards.config.schema.json', content: canonicalJson(configJsonSchema()) };
}
