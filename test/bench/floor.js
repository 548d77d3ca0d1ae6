/**
 * The least that this work can cost: the very same dashboards (`same.js` compares them) with plain calls of the SDK,
 * `JSON.stringify` with the same indentation and a write; and the official grammar parsing the same queries. It shares
 * no code with the project.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import commonSdk from '@grafana/grafana-foundation-sdk/common';
import dashboardSdk from '@grafana/grafana-foundation-sdk/dashboard';
import prometheusSdk from '@grafana/grafana-foundation-sdk/prometheus';
import timeseriesSdk from '@grafana/grafana-foundation-sdk/timeseries';
import statSdk from '@grafana/grafana-foundation-sdk/stat';
import { panelsPerDashboard, route } from './shape.js';

const source = { type: 'prometheus', uid: '$datasource' };
const chosen = 'environment=~"$environment",job=~"$job",instance=~"$instance"';

/** Builds `count` dashboards into a folder; answers the milliseconds that building and that parsing took. */
export function floor(count, folder) {
  mkdirSync(folder, { recursive: true });
  let building = 0;
  let parsing = 0;
  for (let dashboard = 0; dashboard < count; dashboard += 1) {
    const queries = Array.from({ length: panelsPerDashboard }, (_, panel) =>
      expression(route(dashboard, panel), panel),
    );
    const start = performance.now();
    const built = build(dashboard, queries);
    writeFileSync(join(folder, `bench-${dashboard}.json`), JSON.stringify(built, null, 2));
    const written = performance.now();
    for (const query of [...queries, ...ofEveryDashboard]) parse(query.replaceAll('$__rate_interval', '5m'));
    building += written - start;
    parsing += performance.now() - written;
  }
  return { building, parsing };
}

export function expression(path, panel) {
  const selector = `{endpoint="${path}",${chosen}}`;
  if (panel % 3 === 0) return `sum by (status) (rate(http_requests_total${selector}[$__rate_interval]))`;
  const buckets = `sum by (le) (rate(http_request_duration_seconds_bucket${selector}[$__rate_interval]))`;
  if (panel % 3 === 1) return `histogram_quantile(0.95, ${buckets})`;
  const failed = `sum by (environment) (rate(http_requests_total{endpoint="${path}",status=~"5..",${chosen}}[$__rate_interval]))`;
  const all = `sum by (environment) (rate(http_requests_total${selector}[$__rate_interval]))`;
  return `(${failed} or 0 * ${all}) / (${all} > 0)`;
}

function parse(text) {
  const cursor = parser.parse(text).cursor();
  do {
    if (cursor.type.isError) throw new Error(`does not parse: ${text}`);
  } while (cursor.next());
}

/** One dashboard, call by call what the house style, finishing and layout make of it; only the ids are simply counted. */
export function build(number, queries) {
  const builder = new dashboardSdk.DashboardBuilder(`Bench ${number}`)
    .uid(`order-processing-bench-${number}`)
    .description('Generated.')
    .tags(['order-dashboards', 'bench'])
    .readonly()
    .tooltip(dashboardSdk.DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .withVariable(
      new dashboardSdk.DatasourceVariableBuilder('datasource')
        .label('Data source')
        .type('prometheus')
        .regex('')
        .allowCustomValue(false)
        .current({ selected: true, text: 'Prometheus', value: 'prometheus' }),
    );
  let narrower = '';
  for (const [name, label] of [
    ['environment', 'Environment'],
    ['job', 'Job'],
    ['instance', 'Instance'],
  ]) {
    const query = `label_values(http_requests_total${narrower === '' ? '' : `{${narrower}}`}, ${name})`;
    builder.withVariable(
      new dashboardSdk.QueryVariableBuilder(name)
        .label(label)
        .datasource(source)
        .query(query)
        .definition(query)
        .refresh(dashboardSdk.VariableRefresh.OnTimeRangeChanged)
        .sort(dashboardSdk.VariableSort.AlphabeticalCaseInsensitiveAsc)
        .multi(true)
        .includeAll(true)
        .allValue('.+')
        .current({ selected: true, text: ['All'], value: ['$__all'] }),
    );
    narrower += `${narrower === '' ? '' : ','}${name}=~"$${name}"`;
  }
  builder.withRow(new dashboardSdk.RowBuilder('Bench').id(1).gridPos({ x: 0, y: 0, w: 24, h: 1 }));
  queries.forEach((expr, index) => builder.withPanel(index % 5 === 0 ? stat(expr, index) : timeseries(expr, index)));
  const dashboard = builder
    .annotation(annotation('Deploys', deploys, '{{job}} {{instance}} started', 'purple'))
    .annotation(annotation('Firing alerts', firing, '{{alertname}} ({{severity}})', 'red'))
    .link(
      new dashboardSdk.DashboardLinkBuilder('Order processing')
        .type(dashboardSdk.DashboardLinkType.Dashboards)
        .icon('external link')
        .tooltip('The other dashboards of the order-processing system, with this time range and these choices')
        .tags(['order-dashboards'])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .build();
  for (const item of [...dashboard.annotations.list, ...dashboard.links]) delete item.placement;
  return dashboard;
}

const deploys = `time() - process_start_time_seconds{job=~"order_processing_api",${chosen}} < 120`;
const firing = 'ALERTS{alertstate="firing",severity=~"critical|warning"}';

/** The queries of annotations and variables. */
const ofEveryDashboard = [
  deploys,
  firing,
  'http_requests_total',
  'http_requests_total{environment=~"$environment"}',
  'http_requests_total{environment=~"$environment",job=~"$job"}',
];

function annotation(name, expr, title, colour) {
  return new dashboardSdk.AnnotationQueryBuilder()
    .name(name)
    .datasource(source)
    .expr(expr)
    .titleFormat(title)
    .step('60s')
    .iconColor(colour);
}

function stat(expr, index) {
  return dressed(new statSdk.PanelBuilder(), expr, index)
    .reduceOptions(new commonSdk.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(commonSdk.BigValueGraphMode.Area)
    .colorMode(commonSdk.BigValueColorMode.Value);
}

function timeseries(expr, index) {
  return dressed(new timeseriesSdk.PanelBuilder(), expr, index)
    .drawStyle(commonSdk.GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(8)
    .showPoints(commonSdk.VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new commonSdk.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(commonSdk.LegendDisplayMode.List)
        .placement(commonSdk.LegendPlacement.Bottom)
        .calcs(['lastNotNull']),
    )
    .tooltip(
      new commonSdk.VizTooltipOptionsBuilder()
        .mode(commonSdk.TooltipDisplayMode.Multi)
        .sort(commonSdk.SortOrder.Descending),
    )
    .thresholdsStyle(new commonSdk.GraphThresholdsStyleConfigBuilder().mode(commonSdk.GraphThresholdsStyleMode.Dashed));
}

function dressed(panel, expr, index) {
  return panel
    .id(index + 2)
    .title(`Panel ${index}`)
    .description(`What panel ${index} shows.\n\n**Normal:** below 1.\n\n**Otherwise:** look further.`)
    .unit('s')
    .gridPos({ x: (index % 3) * 8, y: 1 + Math.floor(index / 3) * 8, w: 8, h: 8 })
    .datasource(source)
    .thresholds(
      new dashboardSdk.ThresholdsConfigBuilder().mode(dashboardSdk.ThresholdsMode.Absolute).steps([
        { color: 'green', value: null },
        { color: 'orange', value: 0.5 },
        { color: 'red', value: 1 },
      ]),
    )
    .withTarget(
      new prometheusSdk.DataqueryBuilder()
        .datasource(source)
        .expr(expr)
        .range()
        .legendFormat(['{{status}}', 'p95', '{{environment}}'][index % 3])
        .refId('A'),
    );
}
