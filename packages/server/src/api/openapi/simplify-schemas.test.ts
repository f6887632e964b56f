import { expect, test } from "vitest";
import { simplifySchemas } from "./simplify-schemas.ts";

test("a choice between one type and null becomes a type that may be null, with what was said of both", () => {
  const number = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  const schema = { anyOf: [number, { type: "null" }], description: "null: for ever." };
  expect(simplifySchemas({ properties: { at: schema } })).toEqual({
    properties: { at: { type: ["integer", "null"], minimum: 0, description: "null: for ever." } },
  });
});

test("a list of values that may be null has null among them", () => {
  const schema = { anyOf: [{ type: "string", enum: ["a", "b"] }, { type: "null" }] };
  expect(simplifySchemas(schema)).toEqual({ type: ["string", "null"], enum: ["a", "b", null] });
});

test.for([
  { anyOf: [{ $ref: "#/components/schemas/A" }, { type: "null" }] },
  { anyOf: [{ type: "string" }, { type: "integer" }] },
  { anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
  { anyOf: [{ type: "boolean", const: true }, { type: "null" }] },
  { type: "object", anyOf: [{ type: "object", required: ["a"] }, { type: "null" }] },
])("any other choice stays as it is: %j", schema => {
  expect(simplifySchemas(schema)).toEqual(schema);
});

test("bounds that exclude nothing go, others stay", () => {
  const schema = { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: 7 };
  expect(simplifySchemas(schema)).toEqual({ type: "integer", maximum: 7 });
});
