/** Settings as JSON. */
export type Settings = Readonly<Record<string, unknown>>;

/** Fields that are replaced as a whole: what is secret in them must not go along to another address. */
const REPLACED: ReadonlySet<string> = new Set(["origin"]);

/**
 * Settings with a change (RFC 7396): maps are merged, lists replaced, and null takes a field back to its default. A map
 * that is left empty goes. `origin` is replaced as a whole.
 */
export function mergeSettings(settings: Settings, change: Settings): Settings {
  const merged: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    const next = REPLACED.has(key) ? replacedField(value) : mergedField(settings[key], value);
    if (next === undefined) delete merged[key];
    else merged[key] = next;
  }
  return merged;
}

function mergedField(known: unknown, value: unknown): unknown {
  if (value === null) return undefined;
  if (!isMap(value)) return value;
  const merged = mergeSettings(isMap(known) ? known : {}, value);
  return Object.keys(merged).length === 0 ? undefined : merged;
}

/** What is empty is kept here: it is a mistake that somebody must hear of. */
function replacedField(value: unknown): unknown {
  if (value === null) return undefined;
  return isMap(value) ? mergeSettings({}, value) : value;
}

function isMap(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
