import type { Action } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { AccessQuestion, Decision, Prepare } from "../../access/question.ts";
import { verifiedFrom } from "../../access/verified-token.ts";
import type { LocatedStream } from "../../registry/application.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import { resolveName } from "../resolve-name.ts";
import { includesScope } from "../scopes.ts";
import { type FindTokenDependencies, findToken } from "./read-tokens.ts";
import { tokenIdOf } from "./token-id.ts";

export interface ConsumeDependencies extends FindTokenDependencies {
  readonly store: Store;
  readonly registry: Registry;
  readonly sessions: Pick<SessionTable, "end">;
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
}

/** A token that is presented to be validated. */
export interface ConsumeOrder {
  /** Its text, or its public id: an API key that may list tokens stands in for the text then. */
  readonly token: string;
  readonly action: Action;
  /** By any of its names. */
  readonly stream: string;
  /** True: a use is spent, at once and once; false: nothing is. */
  readonly spends: boolean;
  /** What must be true of its record besides. */
  readonly fits: (token: TokenRecord) => boolean;
}

/**
 * The token, if it opens a stream now, as the doors judge it and whether or not the stream enforces tokens. Spending is atomic:
 * of any number of calls at once as many succeed as the token has uses, and nobody repeats one. A token that needs the
 * client (its address, its site) fails: nobody is there.
 */
export async function consumeToken(
  dependencies: ConsumeDependencies,
  actor: Actor,
  order: ConsumeOrder,
): Promise<TokenRecord | undefined> {
  const found = resolveName(dependencies.registry, actor, order.stream);
  const record = await findToken(dependencies, actor, order.token);
  if (!isLocated(found) || !record || !order.fits(record)) return undefined;
  const question = questionOf(dependencies, actor, { ...order, record, located: strict(found) });
  const decision = await dependencies.checkAccess(question, async () => ({ ready: undefined }));
  if (!decision.allowed) return undefined;
  const { session, continued } = decision;
  const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
  // Nobody plays through it: it would hold a place until it is idle.
  if (session && !continued) await dependencies.sessions.end([session.record.id], "closed", nowSeconds);
  return record;
}

function questionOf(
  { nowMilliseconds }: ConsumeDependencies,
  { organization, scopes }: Actor,
  order: ConsumeOrder & { readonly record: TokenRecord; readonly located: LocatedStream },
): AccessQuestion {
  const { record, located } = order;
  // An id is known from logs and links that were cut off: whoever only asks must have been given the text.
  const mayName = includesScope(scopes, "tokens:read") && tokenIdOf(order.token) === order.token;
  const isByCode = record.kind === "totp" || record.kind === "hash";
  const isWhole = record.keyId === undefined && !record.lineage && !isByCode;
  return {
    action: order.action,
    door: "api",
    credential: { kind: "bearer", token: new Secret(order.token) },
    // What a signed or delegated token allows is in its text and its line, and a code is of now: by their ids alone they open nothing.
    proven: mayName && isWhole ? verifiedFrom(record) : undefined,
    organization,
    client: { ip: undefined, userAgent: undefined, site: undefined },
    locate: () => located,
    asked: located.facts.stream,
    form: "first",
    mode: order.spends ? "admit" : "peek",
    nowMilliseconds: nowMilliseconds(),
  };
}

/** As the stream would be that enforces tokens, and where no entry is repeated. */
function strict(stream: LocatedStream): LocatedStream {
  return {
    ...stream,
    enforcement: { publish: "enforce", play: "enforce" },
    application: { ...stream.application, grace: { seconds: 0, repeats: 0 } },
  };
}
