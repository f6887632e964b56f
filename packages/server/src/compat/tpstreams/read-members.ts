import type { FieldProblem } from "../../commands/field-problem.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";
import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";

/** The members of a body. */
export type Members = Readonly<Record<string, unknown>>;

const FORM = /^application\/x-www-form-urlencoded\b/i;
const MULTIPART = /^multipart\/form-data\b/i;
/** Nothing, or the boundary at its end alone. */
const NO_PART = /^\s*(?:--[^\r\n]*--\s*)?$/;

/**
 * The members of a body. Without one, and with an empty form, there are none. A form's fields count: whoever sends
 * `time_to_live` in one means it. A body that is an object in JSON is one whatever its type says, as curl's `-d` has it.
 */
export function readMembers({
  headers,
  body,
}: Pick<CompatCall, "headers" | "body">):
  | { readonly members: Members }
  | { readonly problem: CompatProblem } {
  const type = headers["content-type"] ?? "";
  const isObject = body.toString("latin1", 0, 64).trimStart().startsWith("{");
  if (MULTIPART.test(type) && !isObject) return ofMultipart(body);
  if (FORM.test(type) && !isObject) {
    return { members: Object.fromEntries(new URLSearchParams(body.toString("utf8"))) };
  }
  const read = readJson(body);
  if ("problem" in read) return read;
  const { value = {} } = read;
  const members = membersOf(value);
  if (members) return { members };
  return invalid([{ field: "non_field_errors", message: "Invalid data. Expected a dictionary." }]);
}

/** What is in its parts is not read: it must not be passed over in silence. */
function ofMultipart(body: Buffer): ReturnType<typeof readMembers> {
  if (NO_PART.test(body.toString("latin1"))) return { members: {} };
  const message = "Send JSON: the fields of multipart/form-data are not read here.";
  return invalid([{ field: "non_field_errors", message }]);
}

/** Fields that are not as they must be, in their words. */
export function invalid(errors: readonly FieldProblem[]): { readonly problem: CompatProblem } {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  return { problem: { reason: "request-invalid", detail, errors } };
}
