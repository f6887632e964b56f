type Json = Record<string, unknown>;

/**
 * The body of something that is made or changed, from values by their paths (`limits.max_sessions`); undefined ones are
 * left out. `cleared` are the paths of fields that go back to their defaults, unless they have a value.
 */
export function declaredBody(
  values: Readonly<Record<string, unknown>>,
  cleared: readonly string[] = [],
): Readonly<Json> {
  const body: Json = {};
  for (const path of cleared) put(body, path, null);
  for (const [path, value] of Object.entries(values)) if (value !== undefined) put(body, path, value);
  return body;
}

function put(body: Json, path: string, value: unknown): void {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    body[first] = value;
    return;
  }
  const known = body[first];
  const map: Json = typeof known === "object" && known !== null ? { ...known } : {};
  put(map, rest.join("."), value);
  body[first] = map;
}
