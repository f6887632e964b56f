import { DEEPEST_LEVEL, isDeeperThan } from "../lib/json-depth.ts";
import type { CompatProblem } from "./compat-system.ts";

/** A body read as JSON; `value` is undefined for an empty one. Whatever its type is said to be: old clients say nothing. */
export type ReadJson = { readonly value: unknown } | { readonly problem: CompatProblem };

/** Reads a body as JSON (RFC 8259), UTF-8, at most 32 levels deep, without members that would change a prototype. */
export function readJson(body: Buffer): ReadJson {
  const text = body.toString("utf8");
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

function malformed(detail: string): { readonly problem: CompatProblem } {
  return { problem: { reason: "request-malformed", detail } };
}
