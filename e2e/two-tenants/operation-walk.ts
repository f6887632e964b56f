import type { WalkRequest } from "./ask.ts";
import type { Names } from "./names.ts";

/** A request with somebody else's names, by a caller who has names of its own. */
export type Foreign = (theirs: Names, own: Names) => WalkRequest;

/** A request with names of one's own. */
export type Own = (own: Names) => WalkRequest;

/** A case with more to say than its request. */
export interface ForeignCase {
  readonly request: Foreign;
  /**
   * What it is compared with: the same with names that never existed, or with words that nobody may take. Default
   * `never`.
   */
  readonly like?: "never" | "reserved";
  /**
   * Between whom it holds. `tenants`: not between the applications of one organization, where names are unique, or
   * where the credential itself is in the request. `separate`: not with what belongs to the whole organization, which
   * opens the caller's own application as well. Default `all`.
   */
  readonly between?: "all" | "tenants" | "separate";
  /** The request that shows that the form is good, where the same with one's own names is not done; null: none can. */
  readonly control?: Foreign | null;
}

/** How two tenants are held apart at one operation, as data. Every request is named by what it asks with. */
export interface OperationWalk {
  /**
   * Reads of one's own, with names that both tenants use: their answers must not change by anything that the other does,
   * and they hold something.
   */
  readonly own?: Readonly<Record<string, Own>>;
  /** Requests with somebody else's names: answered, byte for byte, like names that never existed. */
  readonly foreign?: Readonly<Record<string, Foreign | ForeignCase>>;
  /** Requests that take names which somebody else has: done, as with names that nobody has. */
  readonly claims?: Readonly<Record<string, Foreign>>;
  /** Whose key the good requests need. Default: an administrator's of the organization. */
  readonly control?: "operator";
  /** Why there is nothing of a tenant's at this operation. */
  readonly nothing?: string;
}

/** The walks of one group of operations, by the operation's id. */
export type TagWalks = Readonly<Record<string, OperationWalk>>;

/** A case in its long form. */
export function foreignCase(short: Foreign | ForeignCase): Required<Omit<ForeignCase, "control">> & {
  readonly control: Foreign | null;
} {
  const long = typeof short === "function" ? { request: short } : short;
  const { request, like = "never", between = "all", control = request } = long;
  return { request, like, between, control };
}
