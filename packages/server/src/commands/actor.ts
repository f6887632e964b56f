import type { Action } from "@sluice/policy";
import type { Scope } from "./scopes.ts";

/** Who gives a command: an API key, or the owner of the data folder through its socket. */
export interface Actor {
  readonly organization: string;
  /** Id of the API key; `local` for the folder's owner. */
  readonly id: string;
  /** Where the command came from; undefined for the folder's own socket. */
  readonly ip: string | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** Only these applications, by name; undefined: all of the organization. */
  readonly applications: readonly string[] | undefined;
  /** Which tokens it may make. */
  readonly actions: readonly Action[];
  /** Longest life of a token it makes, in seconds; undefined: any, also for ever. */
  readonly longestTtlSeconds: number | undefined;
  /** When the key stops working, Unix seconds; undefined: never. */
  readonly expiresAtSeconds: number | undefined;
}
