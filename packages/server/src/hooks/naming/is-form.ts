import type { HookCall } from "../media-server-hook.ts";

/** True for a body that is a form by its Content-Type (`application/x-www-form-urlencoded`, whatever parameters follow). */
export function isForm({ headers }: Pick<HookCall, "headers">): boolean {
  const type = headers["content-type"];
  return typeof type === "string" && /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type);
}
