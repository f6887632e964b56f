import type { OpenApiDocument } from "./document-type.ts";
import { mapReferences, namesReferredTo } from "./map-references.ts";

type Schemas = Readonly<Record<string, object>>;

/** The ending that the type provider gives to the name of a schema where it is read and not written. */
const INPUT = "Input";

/**
 * Drops the schemas that no operation uses, and the ending of those that are only read or are the same read and
 * written, so that a reader meets `TokenGrant` and not `TokenGrantInput`.
 */
export function tidyComponents(document: OpenApiDocument): OpenApiDocument {
  const used = schemasInUse(document);
  const renamed = new Set(Object.keys(used).filter(name => name.endsWith(INPUT)));
  while (dropDifferent(used, renamed));
  const rename = (name: string): string => (renamed.has(name) ? plainName(name) : name);
  const entries = Object.entries(used).map(([name, schema]) => [rename(name), schema] as const);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  const components = { ...document.components, schemas: Object.fromEntries(entries) };
  return mapReferences({ ...document, components }, rename);
}

function schemasInUse({ paths, components }: OpenApiDocument): Schemas {
  const schemas = components?.schemas ?? {};
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    for (const name of namesReferredTo(part)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(schemas[name]);
    }
  };
  visit([paths, components?.responses]);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => names.has(name)));
}

/** One schema that differs from its namesake makes those differ that refer to it: ask until nothing is dropped. */
function dropDifferent(schemas: Schemas, renamed: Set<string>): boolean {
  const rename = (name: string): string => (renamed.has(name) ? plainName(name) : name);
  const text = (name: string): string => JSON.stringify(mapReferences(schemas[name], rename));
  const different = [...renamed].filter(
    name => plainName(name) in schemas && text(name) !== text(plainName(name)),
  );
  for (const name of different) renamed.delete(name);
  return different.length > 0;
}

const plainName = (name: string): string => name.slice(0, -INPUT.length);
