import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { panelId, runbookKey } from '../identity/ids.ts';
import type { Alert } from '../policy/alerts.ts';

/** An alert's runbook, within reach of the panels that it guards. */
export function runbookPanel(alert: Alert, markdown: string): PanelBuilder {
  return new PanelBuilder()
    .id(panelId(runbookKey(alert.name)))
    .title(`Runbook: ${alert.name}`)
    .description(`What to do when ${alert.name} fires.`)
    .mode(TextMode.Markdown)
    .content(markdown);
}
