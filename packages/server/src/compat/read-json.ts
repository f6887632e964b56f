import { DEEPEST_LEVEL, isDeeperThan } from "../lib/json-depth.ts";
import type { CompatProblem } from "./compat-system.ts";

/** A body read as JSON; `value` is undefined for an empty one. Whatever its type is said to be: old clients say nothing. */
export type ReadJson = { readonly value: unknown } | { readonly problem: CompatProblem };

/** A byte order mark is passed over, as RFC 8259 section 8.1 allows: some clients write one. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a body as JSON (RFC 8259), UTF-8, at most 32 levels deep, without members that would change a prototype. */
export function readJson(body: Buffer): ReadJson {
  const text = decoded(body);
  if (text === undefined) return malformed("the body is not UTF-8");
  if (text.trim() === "") return { value: undefined };
  if (isDeeperThan(DEEPEST_LEVEL, text)) return malformed("the body is nested too deeply");
  try {
    let isHostile = false;
    const value: unknown = JSON.parse(text, (key, member: unknown) => {
      if (key === "__proto__") isHostile = true;
      return member;
    });
    return isHostile ? malformed("the body has a member __proto__") : { value };
  } catch {
    return malformed("the body is no JSON");
  }
}

function decoded(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

function malformed(detail: string): { readonly problem: CompatProblem } {
  return { problem: { reason: "request-malformed", detail } };
}
