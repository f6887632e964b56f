import fc from "fast-check";
import { knownText } from "./known-values.ts";
import { nastyText, nastyValue } from "./nasty-values.ts";

/** A JSON Schema, or a reference to one, as an OpenAPI 3.1 document holds it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Follows a reference to a component. */
export type Resolve = (reference: string) => Schema;

const DEEPEST = 4;
const FEW = 3;

/** Values that a schema allows, or nearly: bounds are kept, patterns and formats only by chance. */
export function valuesOf(schema: Schema, resolve: Resolve, name = "", depth = 0): fc.Arbitrary<unknown> {
  const { $ref, const: constant, enum: allowed, anyOf, oneOf, type } = schema;
  if (typeof $ref === "string") return valuesOf(resolve($ref), resolve, name, depth);
  if (constant !== undefined) return fc.constant(constant);
  if (isList(allowed)) return fc.constantFrom(...allowed);
  const choices = anyOf ?? oneOf;
  if (isList(choices))
    return fc.oneof(...choices.filter(isSchema).map(one => valuesOf(one, resolve, name, depth)));
  if (isList(type)) {
    return fc.oneof(...type.map(one => valuesOf({ ...schema, type: one }, resolve, name, depth)));
  }
  return valuesOfType(schema, resolve, name, depth);
}

function valuesOfType(schema: Schema, resolve: Resolve, name: string, depth: number): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case "string":
      return textsOf(schema, name);
    case "integer":
    case "number":
      return numbersOf(schema, name);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return listsOf(schema, resolve, name, depth);
    case "object":
      return objectsOf(schema, resolve, depth);
    default:
      return nastyValue;
  }
}

function textsOf({ minLength, maxLength }: Schema, name: string): fc.Arbitrary<unknown> {
  const longest = Math.min(numberOr(maxLength, 40), 40);
  const shortest = Math.min(numberOr(minLength, 0), longest);
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...likelyTexts(name)) },
    { weight: 3, arbitrary: knownText(name) },
    { weight: 1, arbitrary: knownText() },
    { weight: 2, arbitrary: fc.string({ minLength: shortest, maxLength: longest, unit: "grapheme" }) },
    { weight: 1, arbitrary: nastyText },
  );
}

/** Words that make a value of this name mean something to the server. */
function likelyTexts(name: string): readonly string[] {
  const found = likely.find(([pattern]) => pattern.test(name));
  return found?.[1] ?? ["demo", "anna", "a-name"];
}

const likely: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^streams?$/, ["demo/clip", "demo/live", "live/a", "clip"]],
  [/^applications?$/, ["demo", "live"]],
  [/^(ip|networks?)$/, ["203.0.113.7", "203.0.113.0/24", "2001:db8::/32"]],
  [/domain|origin/, ["example.com", "*.example.com", "https://example.com"]],
  [/url$/, ["https://example.com/hook", "http://127.0.0.1:1/hook"]],
  [/^if-match$/, ['"1"', '"2"', "*"]],
  [/^(code|confirm|organization)$/, ["demo", "acme", "a-code"]],
  [/^(kind|type)$/, ["vod", "live", "session.started"]],
];

function numbersOf({ minimum, maximum }: Schema, name: string): fc.Arbitrary<unknown> {
  const now = Math.floor(Date.now() / 1000);
  const low = numberOr(minimum, 0);
  const high = numberOr(maximum, 1_000_000);
  const times = [now - 60, now + 60, now + 86_400].filter(second => second >= low && second <= high);
  const inside = fc.integer({ min: Math.max(low, -1_000_000), max: Math.min(high, 2_000_000_000) });
  const edges = fc.constantFrom(low, high);
  if (!/(_at|since|until|before|from|to)$/.test(name) || times.length === 0) return fc.oneof(inside, edges);
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...times) }, inside, edges);
}

function listsOf(schema: Schema, resolve: Resolve, name: string, depth: number): fc.Arbitrary<unknown> {
  const { items, minItems, maxItems } = schema;
  const item =
    isSchema(items) && depth < DEEPEST ? valuesOf(items, resolve, name, depth + 1) : fc.constant(null);
  const minLength = Math.min(numberOr(minItems, 0), FEW);
  return fc.array(item, {
    minLength,
    maxLength: Math.max(minLength, Math.min(numberOr(maxItems, FEW), FEW)),
  });
}

function objectsOf(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> {
  const { properties, required } = schema;
  if (!isSchema(properties) || depth > DEEPEST) return fc.constant({});
  const values: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isSchema(property)) values[name] = valuesOf(property, resolve, name, depth + 1);
  }
  const needed = Object.keys(values).filter(name => isList(required) && required.includes(name));
  const others = Object.keys(values).filter(name => !needed.includes(name));
  // Few of what may be left out: the more there is, the likelier one of it is refused.
  const some = fc.subarray(others, { maxLength: Math.min(FEW, others.length) });
  return fc
    .tuple(fc.record(values), some)
    .map(([record, names]) => Object.fromEntries([...needed, ...names].map(name => [name, record[name]])));
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
