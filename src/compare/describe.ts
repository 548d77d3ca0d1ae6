import type { Difference } from './difference.ts';

export function summary({ panels, variables, annotations, properties }: Difference): string {
  return [
    ...(panels.length > 0 ? [`${panels.length} panels`] : []),
    ...[...variables, ...annotations].map(({ name }) => name),
    ...properties.map(({ path }) => path),
  ].join(', ');
}

export function differenceLines(
  difference: Difference,
  _options: { readonly placeOf?: (panelId: number) => string | undefined } = {},
): readonly string[] {
  return [summary(difference)];
}

export function differenceJson(difference: Difference, _placeOf?: (panelId: number) => string | undefined): Json {
  return { ...difference };
}
type Json = Readonly<Record<string, unknown>>;
