/** Everything that a build writes. */
import type { Settings } from '../config/settings.ts';
import type { RegistryEntry } from '../dashboard/registry.ts';
import { configSchemaArtefact } from './config-schema.ts';
import { grafanaArtefacts } from './grafana.ts';
import type { Artefact } from './output/artefact.ts';
import { postgresExporterArtefact } from './postgres-exporter.ts';

/** @throws UserError where a dashboard cannot be built, or a folder is not defined or not used */
export async function* allArtefacts(registry: readonly RegistryEntry[], settings: Settings): AsyncIterable<Artefact> {
  yield configSchemaArtefact();
  yield postgresExporterArtefact();
  yield* grafanaArtefacts(registry, settings);
}
