import type { z } from "zod";
import type { FieldProblem } from "../../commands/field-problem.ts";
import { fieldProblem, type ReadBody, readBody } from "../read-body.ts";
import { type Order, orderSchema } from "./order-schema.ts";

/** What a body of `POST /api/v1/splay` orders, or everything that is wrong with it. */
export function readOrder(body: Buffer): ReadBody<Order> {
  return readBody(body, orderSchema, fieldProblems);
}

/** One problem per field; members that are not known are fields, too. */
function fieldProblems(issue: z.core.$ZodIssue): readonly FieldProblem[] {
  if (issue.code !== "unrecognized_keys") return [fieldProblem(issue)];
  return issue.keys.map(field => ({ field, message: "is no parameter of this call" }));
}
