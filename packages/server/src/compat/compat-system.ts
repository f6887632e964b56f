import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "../commands/actor.ts";
import type { CommandProblem, CommandReason } from "../commands/command-problem.ts";
import type { Scope } from "../commands/scopes.ts";
import type { CompatDependencies } from "./compat-dependencies.ts";

/** The systems whose calls work here: the file here, the folder in vectors/compat and the page in docs/compat. */
export type CompatId = "antmedia" | "bintu" | "tpstreams" | "flowplayer";

/** One call as it came. Its path names what it is about; its body is whatever was sent. */
export interface CompatCall {
  /** By the names in the route's URL, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The query as it was sent, without the `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** At most 256 KiB; empty for none. */
  readonly body: Buffer;
  readonly ip: string | undefined;
  /** True when one of the proxies that this server trusts has passed it on. */
  readonly viaProxy: boolean;
  /** Unix milliseconds, from the one clock, taken once. */
  readonly nowMilliseconds: number;
}

/** One answer, as it goes out. */
export interface CompatAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, in place of `json`. */
  readonly text?: { readonly type: string; readonly body: string } | undefined;
}

/** Why a call was not carried out. */
export type CompatReason =
  | CommandReason
  | "api-key-missing"
  | "api-key-unknown"
  | "too-many-guesses"
  /** More calls than the system's own limit of rate allows; `retryAfterSeconds` says when to come back. */
  | "too-many-calls"
  /** It was here, and was deleted. */
  | "gone"
  /** The body cannot be read. */
  | "request-malformed"
  | "method-not-allowed"
  | "store-unavailable"
  | "internal-error";

/** A call that was not carried out, before it is said in a system's words. */
export interface CompatProblem extends Omit<CommandProblem, "reason"> {
  readonly reason: CompatReason;
  /** For `too-many-guesses` and limits of rate: seconds until another call makes sense. */
  readonly retryAfterSeconds?: number | undefined;
}

/** One route of a system. */
export interface CompatRoute {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** In the router's form: `/platform/v3/playback_tokens/keys/:id`. A slash at its end makes no difference. */
  readonly url: string;
  /** The right that a key needs; `open`: no key is asked for. */
  readonly scope: Scope | "open";
  /**
   * Carries the call out. `actor` is who asks; for an open route nobody. What is refused for a reason that has one form in the
   * system is answered as `problem`, and said by `renderProblem`.
   */
  readonly answer: (
    dependencies: CompatDependencies,
    call: CompatCall,
    actor: Actor,
  ) => Promise<CompatAnswer | { readonly problem: CompatProblem }>;
}

/** How a call of the other system fares here. */
export type Likeness = "same" | "safer" | "not-offered";

/** One line of the comparison that docs and `sluice compat check` show. */
export interface ComparedCall {
  /** `POST /api/v1/splay`, or what else users know: `setting playTokenControlEnabled`. */
  readonly call: string;
  readonly likeness: Likeness;
  /** What differs, and why; for `not-offered` what to do instead. Plain words; empty for `same` without a remark. */
  readonly note: string;
}

/** One system that people come from: reads its calls, answers in its words. */
export interface CompatSystem {
  readonly id: CompatId;
  /** As its users call it: `nanoStream Cloud`. */
  readonly title: string;
  /** The API key, in the place where the system has its own; undefined: none was sent. */
  readonly keyOf: (headers: IncomingHttpHeaders) => string | undefined;
  /**
   * Who asks without a key of ours, where the operator allows that (Ant Media: addresses, the REST JWT), or why not; undefined: nobody.
   * Asked only where `keyOf` finds none.
   */
  readonly actorWithoutKey?: (
    dependencies: CompatDependencies,
    call: Omit<CompatCall, "body">,
  ) => Promise<Actor | { readonly problem: CompatProblem } | undefined>;
  readonly routes: readonly CompatRoute[];
  /** Says a problem in the system's own words and statuses. */
  readonly renderProblem: (problem: CompatProblem) => CompatAnswer;
  /** Every call of the system, with those that are not offered. */
  readonly compared: readonly ComparedCall[];
}
