import type { z } from "zod";
import { invalidFields } from "../../commands/command-problem.ts";
import type { FieldProblem } from "../../commands/field-problem.ts";
import type { CompatProblem } from "../compat-system.ts";
import { readJson } from "../read-json.ts";

/** Reads a body by its schema, or says everything that is wrong with it. */
export function readBody<T>(
  schema: z.ZodType<T>,
  body: Buffer,
): { readonly value: T } | { readonly problem: CompatProblem } {
  const read = readJson(body);
  if ("problem" in read) return read;
  const parsed = schema.safeParse(read.value ?? {});
  return parsed.success ? { value: parsed.data } : invalidFields(parsed.error.issues.flatMap(fieldProblems));
}

/** One problem per field; members that are not known are fields, too. */
function fieldProblems(issue: z.core.$ZodIssue): readonly FieldProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(field => ({ field, message: "is no parameter of this call" }));
  }
  return [{ field: issue.path.join(".") || "body", message: issue.message }];
}
