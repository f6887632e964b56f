/** What JSON cannot count beyond anyway; the type provider writes it under every whole number. */
const bounds: Readonly<Record<string, number>> = {
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};

/**
 * A copy of any part of a document that says the same in fewer words: no bounds that exclude nothing, and
 * `["integer", "null"]` where the type provider writes a choice between a schema and null.
 */
export function simplifySchemas<T>(part: T): T;
export function simplifySchemas(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(item => simplifySchemas(item));
  if (typeof part !== "object" || part === null) return part;
  const told = Object.entries(part).filter(([key, value]) => value !== undefined && bounds[key] !== value);
  return withNull(Object.fromEntries(told.map(([key, value]) => [key, simplifySchemas(value)])));
}

function withNull(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || "type" in rest) return schema;
  const [one, other]: readonly unknown[] = anyOf;
  if (!isPlainType(one) || !isNull(other)) return schema;
  const { type, enum: values, ...others } = one;
  return {
    ...others,
    ...rest,
    type: [type, "null"],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/** A schema of one type, and not one constant. */
function isPlainType(schema: unknown): schema is Readonly<Record<string, unknown>> {
  if (typeof schema !== "object" || schema === null || "const" in schema) return false;
  return "type" in schema && typeof schema.type === "string";
}

function isNull(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null || !("type" in schema)) return false;
  return schema.type === "null" && Object.keys(schema).length === 1;
}
