import { z } from "zod";

type Shape = Readonly<Record<string, z.ZodType>>;

/** The fields of a map as a change gives them: any of them, and null for one that goes back to its default. */
export type PatchShape<S extends Shape> = {
  readonly [K in keyof S]: z.ZodOptional<z.ZodNullable<z.ZodType>>;
};

/**
 * The shape of a change: each field may be left out (it stays) or null (its default), and so may the fields of maps
 * inside. Rules over several fields are left to the whole that the change results in.
 */
export function patchShape<S extends Shape>(shape: S): PatchShape<S> {
  const fields = Object.entries(shape).map(([key, schema]) => [key, patchField(schema)]);
  return Object.fromEntries(fields);
}

function patchField(schema: z.ZodType): z.ZodType {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const plain = inner instanceof z.ZodObject ? z.strictObject(patchShape(inner.shape)) : inner;
  const field = z.nullable(plain as z.ZodType).optional();
  const { description } = z.globalRegistry.get(schema) ?? {};
  return description === undefined ? field : field.describe(description);
}
