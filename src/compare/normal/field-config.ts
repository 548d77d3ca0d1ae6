import { isObject } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import type { PanelType } from '../defaults/panel-type.ts';
import { emptyAsNone, mapped, stripped, withoutNulls } from '../strip.ts';
import { normalThresholds } from './thresholds.ts';

/** Of a panel of a type that has fields; `type` is undefined where the defaults are not known. */
export function normalFieldConfig(config: unknown, type: PanelType | undefined): unknown {
  if (!isObject(config)) return stripped(config, undefined);
  return emptyAsNone(
    mapped(config, (item, key) => {
      if (key === 'defaults') return normalDefaults(item, type);
      if (key === 'overrides') return normalOverrides(item);
      return stripped(item, undefined);
    }),
  );
}

function normalDefaults(defaults: unknown, type: PanelType | undefined): unknown {
  if (!isObject(defaults)) return stripped(defaults, undefined);
  const unread = type?.unread ?? [];
  const known: Json = type?.field ?? {};
  return emptyAsNone(
    mapped(defaults, (item, key) => {
      if (unread.includes(key)) return undefined;
      const value = key === 'thresholds' ? normalThresholds(item) : item;
      // A plugin that is not known may have any default in `custom`, and its own thresholds.
      if (type === undefined && (key === 'custom' || key === 'thresholds')) return emptyObjectAsNone(value);
      return stripped(value, Object.hasOwn(known, key) ? known[key] : undefined);
    }),
  );
}

function emptyObjectAsNone(value: unknown): unknown {
  if (value === null) return undefined;
  const rest = withoutNulls(value);
  return isObject(rest) ? emptyAsNone(rest) : rest;
}

function normalOverrides(overrides: unknown): unknown {
  if (!Array.isArray(overrides)) return stripped(overrides, undefined);
  if (overrides.length === 0) return undefined;
  return overrides.map((override: unknown) => {
    const rest = withoutNulls(override);
    if (!isObject(rest) || !Array.isArray(rest['properties'])) return rest;
    return { ...rest, properties: rest['properties'].map(normalProperty) };
  });
}

function normalProperty(property: unknown): unknown {
  if (!isObject(property) || property['id'] !== 'thresholds') return property;
  return { ...property, value: normalThresholds(property['value']) };
}
