import type { Actor } from "../actor.ts";

/** An administrator of `demo` who calls from a machine of the documentation, unless told otherwise. */
export function sampleActor(changes: Partial<Actor> = {}): Actor {
  return {
    organization: "demo",
    id: "sk_sample00",
    ip: "192.0.2.1",
    scopes: new Set(["admin"]),
    applications: undefined,
    actions: ["play", "publish"],
    longestTtlSeconds: undefined,
    expiresAtSeconds: undefined,
    ...changes,
  };
}
