import type { z } from "zod";
import { invalidFields } from "../../commands/command-problem.ts";
import type { CompatProblem } from "../compat-system.ts";
import { readJson } from "../read-json.ts";

/** A body as a schema reads it, or what is wrong with it. */
export type ReadBody<T> = { readonly value: T } | { readonly problem: CompatProblem };

/** Reads a JSON body, whatever its type is said to be; one that is empty is an empty object. */
export function readBody<T>(body: Buffer, schema: z.ZodType<T>): ReadBody<T> {
  const read = readJson(body);
  if ("problem" in read) return read;
  const { success, data, error } = schema.safeParse(read.value ?? {});
  if (success) return { value: data };
  return invalidFields(
    error.issues.map(({ path, message }) => ({ field: path.join(".") || "body", message })),
  );
}
