/** Scopes to fill texts in. */
import type { Chosen, ResolvedVariable, Scope } from '../../src/live/scope.ts';

type Kind = Partial<Pick<ResolvedVariable, 'type' | 'multi' | 'includeAll'>>;

/** One chosen value of a variable that takes only one. */
export function single(name: string, value: string, kind: Kind = {}): ResolvedVariable {
  return variable(name, { kind: 'one', value, text: value }, kind);
}

export function multiple(name: string, values: readonly string[], kind: Kind = {}): ResolvedVariable {
  return variable(name, { kind: 'many', values, texts: values }, { multi: true, ...kind });
}

export function all(name: string, values: readonly string[], custom?: string): ResolvedVariable {
  return variable(name, { kind: 'all', custom, values }, { multi: true, includeAll: true });
}

function variable(name: string, chosen: Chosen, kind: Kind): ResolvedVariable {
  return { name, type: 'query', multi: false, includeAll: false, ...kind, chosen };
}

/** Six hours that end at a round time, with a step of 20 s. */
export function scopeOf(...variables: readonly ResolvedVariable[]): Scope {
  return {
    variables: new Map(variables.map((each) => [each.name, each])),
    window: { from: 1_699_978_400, to: 1_700_000_000 },
    interval: 20,
    rateInterval: 75,
    dashboard: { uid: 'orders', title: 'Orders & more' },
  };
}
