/** The map under a key of settings that are not checked yet; empty when there is none. */
export function mapAt(parent: object, key: string): object {
  const value: unknown = Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** The texts of a list under a key of settings that are not checked yet. */
export function textsAt(parent: object, key: string): readonly string[] {
  const value: unknown = Reflect.get(parent, key);
  return Array.isArray(value) ? value.filter(item => typeof item === "string") : [];
}
