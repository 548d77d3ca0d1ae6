/**
 * How Grafana escapes a value that goes into a query of Prometheus, as long as its feature
 * `prometheusSpecialCharsInLabelValues` is off, which it is unless an administrator turns it on. From `escaping.ts` of
 * @grafana/prometheus. It leaves double quotes alone, so that a value with one ends the string that it stands in: the
 * query fails here as it fails there.
 */

/** A value of a variable of which only one is chosen, to be compared with `=`. */
export function escapeForString(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/'/g, "\\\\'");
}

/** A value as a part of a regular expression inside a string: every backslash is written twice. */
export function escapeForRegex(value: string): string {
  return value.replace(/\\/g, '\\\\\\\\').replace(/[$^*{}[\]+?.()|]/g, '\\\\$&');
}
