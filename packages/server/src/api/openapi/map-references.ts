const COMPONENT = "#/components/schemas/";

/**
 * A copy of any part of a document in which every reference to a component's schema leads to the name that `rename`
 * answers.
 */
export function mapReferences<T>(part: T, rename: (name: string) => string): T;
export function mapReferences(part: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(part)) return part.map(item => mapReferences(item, rename));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const name = key === "$ref" ? componentNamed(value) : undefined;
      return [key, name === undefined ? mapReferences(value, rename) : COMPONENT + rename(name)];
    }),
  );
}

/** The names of all components whose schemas a part of a document refers to. */
export function namesReferredTo(part: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  mapReferences(part, name => {
    names.add(name);
    return name;
  });
  return names;
}

/** A reference to a component's schema. */
export function referenceTo(name: string): { readonly $ref: string } {
  return { $ref: COMPONENT + name };
}

/** The component's name that a `$ref` leads to; undefined for anything else. */
export function componentNamed(reference: unknown): string | undefined {
  return typeof reference === "string" && reference.startsWith(COMPONENT)
    ? reference.slice(COMPONENT.length)
    : undefined;
}
