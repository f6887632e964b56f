import type { Binding, BindLimit } from "../limit-types.ts";

/** What is known of a client that asks. */
export interface SeenClient {
  /** As text; undefined: not known. */
  readonly address: string | undefined;
  /** /24 of an IPv4 address. */
  readonly prefix4: string | undefined;
  /** /64 of an IPv6 address. */
  readonly prefix6: string | undefined;
  readonly asn: number | undefined;
  /** The exact User-Agent, without credentials; empty where none was sent. */
  readonly agent: string;
}

/** What a token belongs to: of each address family what was seen first, because dual stack is one viewer. */
export interface BoundClient {
  readonly address4?: string | undefined;
  readonly address6?: string | undefined;
  readonly prefix4?: string | undefined;
  readonly prefix6?: string | undefined;
  readonly asn?: number | undefined;
  readonly agent?: string | undefined;
  /** The agent that fetches the media of a session which a page has opened: some browsers have a second one for it. */
  readonly mediaAgent?: string | undefined;
}

/** To whom a token belongs, and how often it has moved. */
export interface BindingState {
  readonly client: BoundClient;
  readonly rebinds: number;
}

/** That a token belongs to whoever used it first: all that binds it, joined. */
export interface BindOrder {
  /** Id of the token: the presented one, or one that it was delegated from. */
  readonly token: string;
  readonly bind: BindLimit;
}

/** What a request comes to: `held`: nothing has changed. The new state is to be written with what the request is let do. */
export type BindingOutcome =
  | { readonly outcome: "held" }
  | { readonly outcome: "learnt" | "moved"; readonly state: BindingState; readonly detail: string }
  | { readonly outcome: "unknown" | "refused"; readonly what: Binding; readonly detail: string };

/** Who asks, and what is known of whom the token belongs to. */
export interface BindingQuestion {
  readonly bind: BindLimit;
  /** Undefined: nobody has used the token yet. */
  readonly state: BindingState | undefined;
  readonly seen: SeenClient;
  /** True for what a page's own session asks for: see `mediaAgent`. */
  readonly isOfPage?: boolean | undefined;
}

/**
 * Holds a client against the first one. A change of anything that is bound is one move, however much has changed; it is
 * refused when the moves are spent, and when what is bound cannot be told. Pure.
 */
export function judgeBinding({
  bind,
  state: before,
  seen,
  isOfPage = false,
}: BindingQuestion): BindingOutcome {
  const missing = bind.to.find(what => isMissing(what, seen));
  if (missing) return { outcome: "unknown", what: missing, detail: `the client's ${missing} is not known` };
  const { client, rebinds } = before ?? { client: {}, rebinds: 0 };
  const changed = bind.to.filter(what => hasChanged(what, client, seen));
  const isEngine = isOfPage && mayBeEngine(changed, client, seen);
  const [first] = isEngine ? [] : changed;
  if (first !== undefined) {
    const { rebinds: limit = 0 } = bind;
    const detail = `${changed.join(", ")} changed, ${rebinds} of ${limit} moves are spent`;
    if (rebinds >= limit) return { outcome: "refused", what: first, detail };
    const state = { client: withLearnt(moved(client, changed, seen), seen), rebinds: rebinds + 1 };
    return { outcome: "moved", state, detail };
  }
  const known = withLearnt(client, seen);
  const learnt = isEngine ? { ...known, mediaAgent: seen.agent } : known;
  if (before && isSame(learnt, client)) return { outcome: "held" };
  return { outcome: "learnt", state: { client: learnt, rebinds }, detail: `bound to ${bind.to.join(", ")}` };
}

/** What holds where several limits bind the same token: to all of it, with the fewest moves. `none` binds to nothing. */
export function joinBinds(binds: readonly (BindLimit | "none")[]): BindLimit | undefined {
  const real = binds.filter(bind => bind !== "none");
  if (real.length === 0) return undefined;
  const to = [...new Set(real.flatMap(bind => bind.to))];
  return { to, rebinds: Math.min(...real.map(({ rebinds = 0 }) => rebinds)) };
}

function isMissing(what: Binding, { address, prefix4, prefix6, asn }: SeenClient): boolean {
  switch (what) {
    case "address":
    case "prefix":
      return address === undefined || (prefix4 ?? prefix6) === undefined;
    case "asn":
      return asn === undefined;
    case "agent":
      return false;
  }
}

function hasChanged(what: Binding, client: BoundClient, seen: SeenClient): boolean {
  const differs = <T>(bound: T | undefined, now: T | undefined): boolean =>
    bound !== undefined && now !== undefined && bound !== now;
  switch (what) {
    case "address": {
      const { address4, address6 } = addressesOf(seen);
      return differs(client.address4, address4) || differs(client.address6, address6);
    }
    case "prefix":
      return differs(client.prefix4, seen.prefix4) || differs(client.prefix6, seen.prefix6);
    case "asn":
      return differs(client.asn, seen.asn);
    case "agent":
      return differs(client.agent, seen.agent) && seen.agent !== client.mediaAgent;
  }
}

/** The engine of a page's browser is the first other agent on the same network, and no second one. */
function mayBeEngine(changed: readonly Binding[], client: BoundClient, seen: SeenClient): boolean {
  if (client.mediaAgent !== undefined || changed.join() !== "agent") return false;
  return seen.prefix4 === undefined ? seen.prefix6 === client.prefix6 : seen.prefix4 === client.prefix4;
}

function addressesOf({ address, prefix4 }: SeenClient): Pick<BoundClient, "address4" | "address6"> {
  return prefix4 === undefined
    ? { address4: undefined, address6: address }
    : { address4: address, address6: undefined };
}

/** What was not seen before is the first client's: its other address family, its network where that is now known. */
function withLearnt(client: BoundClient, seen: SeenClient): BoundClient {
  const { address4, address6 } = addressesOf(seen);
  return {
    address4: client.address4 ?? address4,
    address6: client.address6 ?? address6,
    prefix4: client.prefix4 ?? seen.prefix4,
    prefix6: client.prefix6 ?? seen.prefix6,
    asn: client.asn ?? seen.asn,
    agent: client.agent ?? seen.agent,
    mediaAgent: client.mediaAgent,
  };
}

/** Of a network that was left nothing is kept, so that the way back is a move, too. */
function moved(client: BoundClient, changed: readonly Binding[], seen: SeenClient): BoundClient {
  const { prefix4, prefix6, asn, agent } = seen;
  const isElsewhere = changed.some(what => what !== "agent");
  return {
    ...client,
    ...(isElsewhere ? { ...addressesOf(seen), prefix4, prefix6, asn } : {}),
    ...(changed.includes("agent") ? { agent, mediaAgent: undefined } : {}),
  };
}

function isSame(left: BoundClient, right: BoundClient): boolean {
  const keys = ["address4", "address6", "prefix4", "prefix6", "asn", "agent", "mediaAgent"] as const;
  return keys.every(key => left[key] === right[key]);
}
