import type { Actor } from "../commands/actor.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";

/** The owner of the data folder: whoever can open its socket or its files may do everything. */
export const owner: Actor = {
  organization: FIRST_ORGANIZATION,
  id: "local",
  ip: undefined,
  scopes: new Set(["admin", "installation"]),
  applications: undefined,
  actions: ["play", "publish"],
  longestTtlSeconds: undefined,
  expiresAtSeconds: undefined,
};
