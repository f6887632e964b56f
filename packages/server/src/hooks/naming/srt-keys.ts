import { type FormField, firstOf } from "./ordered-form.ts";
import { tokenOfFields } from "./query-token.ts";
import { tokenOfTwoBoxes } from "./two-boxes.ts";

/** What `t=` says in a standard stream id: a type of transmission (SRT access control guidelines, "Standard keys"). */
const TRANSMISSIONS: ReadonlySet<string> = new Set(["stream", "file", "auth"]);

/**
 * The token among the keys of a standard SRT stream id: the password `s=`, the user `u=` when it holds a token, then the names
 * that a query has. A type of transmission is none.
 */
export function tokenOfSrtKeys(fields: readonly FormField[]): string | undefined {
  const others = fields.filter(({ name, value }) => name !== "t" || !TRANSMISSIONS.has(value));
  return tokenOfTwoBoxes(firstOf(fields, "u") ?? "", firstOf(fields, "s") ?? "") ?? tokenOfFields(others);
}
