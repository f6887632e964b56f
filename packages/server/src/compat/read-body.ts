import type { z } from "zod";
import { invalidFields } from "../commands/command-problem.ts";
import type { FieldProblem } from "../commands/field-problem.ts";
import type { CompatProblem } from "./compat-system.ts";
import { readJson } from "./read-json.ts";

/** A body as a schema reads it, or everything that is wrong with it. */
export type ReadBody<T> = { readonly value: T } | { readonly problem: CompatProblem };

/**
 * Reads a body as JSON (`readJson`) and by its schema; an empty one is an empty object.
 *
 * @param problemsOf - what an issue says of which fields; default: its message, of the field it is at or of `body`
 */
export function readBody<T>(
  body: Buffer,
  schema: z.ZodType<T>,
  problemsOf: (issue: z.core.$ZodIssue) => readonly FieldProblem[] = issue => [fieldProblem(issue)],
): ReadBody<T> {
  const read = readJson(body);
  if ("problem" in read) return read;
  const { success, data, error } = schema.safeParse(read.value ?? {});
  return success ? { value: data } : invalidFields(error.issues.flatMap(problemsOf));
}

/** What an issue says, of the field that it is at; of `body` where it is about the whole. */
export function fieldProblem({ path, message }: z.core.$ZodIssue): FieldProblem {
  return { field: path.join(".") || "body", message };
}
