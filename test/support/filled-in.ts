/**
 * A query as Grafana fills it in where everything is chosen.
 * @param environment a regular expression of the environments chosen
 */
export function filledIn(query: string, environment = '.+'): string {
  return query
    .replaceAll('$__rate_interval', '1m')
    .replaceAll(/\[\$(?:interval|__range)\]/g, '[1h]')
    .replaceAll('"$environment"', `"${environment}"`)
    .replaceAll(/"\$\w+"/g, '".+"');
}
