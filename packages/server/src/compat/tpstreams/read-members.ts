import type { FieldProblem } from "../../commands/field-problem.ts";
import type { CompatCall, CompatProblem } from "../compat-system.ts";
import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";

/** The members of a body. */
export type Members = Readonly<Record<string, unknown>>;

type ReadMembers = { readonly members: Members } | { readonly problem: CompatProblem };

const FORM = /^application\/x-www-form-urlencoded\b/i;
const MULTIPART = /^multipart\/form-data\b/i;
/** Bytes of a form in parts: more than all annotations need. Each part costs far more to read than its bytes in JSON do. */
const LONGEST_MULTIPART = 32 * 1024;
/** Nothing, or the boundary at its end alone. */
const NO_PART = /^\s*(?:--[^\r\n]*--\s*)?$/;

/**
 * The members of a body. Without one, and with an empty form, there are none. A form's fields count: whoever sends
 * `time_to_live` in one means it. A body that is an object in JSON is one whatever its type says, as curl's `-d` has it.
 */
export async function readMembers({
  headers,
  body,
}: Pick<CompatCall, "headers" | "body">): Promise<ReadMembers> {
  const type = headers["content-type"] ?? "";
  const isObject = body.toString("latin1", 0, 64).trimStart().startsWith("{");
  if (MULTIPART.test(type) && !isObject) return ofMultipart(type, body);
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

/** A part that cannot be read, or is a file, must not be passed over in silence: it may be the token's end. */
async function ofMultipart(type: string, body: Buffer): Promise<ReadMembers> {
  if (NO_PART.test(body.toString("latin1"))) return { members: {} };
  if (body.length > LONGEST_MULTIPART) {
    const message = `Ensure this form has no more than ${LONGEST_MULTIPART} bytes.`;
    return invalid([{ field: "non_field_errors", message }]);
  }
  const response = new Response(Uint8Array.from(body), { headers: { "content-type": type } });
  const form = await response.formData().catch(() => undefined);
  if (!form) return invalid([{ field: "non_field_errors", message: "Multipart form parse error." }]);
  const fields = [...form];
  const file = fields.find(([, value]) => typeof value !== "string");
  if (file) return invalid([{ field: file[0], message: "A file is no value here." }]);
  return { members: Object.fromEntries(fields) };
}

/** Fields that are not as they must be, in their words. */
export function invalid(errors: readonly FieldProblem[]): { readonly problem: CompatProblem } {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  return { problem: { reason: "request-invalid", detail, errors } };
}
