import { denyText, siteOf } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import { isLocated, type Registry } from "../registry/registry.ts";
import type { Actor } from "./actor.ts";

/** The body of `POST /v1/check` and `POST /v1/explain`. */
export interface CheckInput {
  readonly action: "play" | "publish";
  readonly stream: string;
  readonly token: string;
  readonly ip?: string | undefined;
  /** Origin or URL of the embedding site. */
  readonly origin?: string | undefined;
  readonly user_agent?: string | undefined;
  /** Unix seconds: judge the pure rules at this time. */
  readonly at?: number | undefined;
  /** Spend a use and make a session. */
  readonly consume?: boolean | undefined;
}

export interface CheckDependencies {
  readonly registry: Registry;
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly nowMilliseconds: () => number;
}

/** Decides as a door would, for a client described by the caller. Spends only with `consume`. */
export async function checkRequest(dependencies: CheckDependencies, actor: Actor, input: CheckInput) {
  const decision = await dependencies.checkAccess(questionOf(dependencies, actor, input), async () => ({
    ready: undefined,
  }));
  const text = decision.allowed ? undefined : denyText(decision.reason);
  return {
    allowed: decision.allowed,
    reason: decision.allowed ? null : decision.reason,
    detail: text?.detail ?? null,
    advice: text?.advice ?? null,
    ref: decision.ref,
    token: decision.tokenId ?? null,
    user: decision.token?.user ?? null,
    tag: decision.token?.tag ?? null,
    expires_at: decision.token?.expiresAtSeconds ?? null,
    session: (decision.allowed ? decision.session?.record.id : decision.sessionId) ?? null,
    rules: decision.rules,
  };
}

function questionOf(
  { registry, nowMilliseconds }: CheckDependencies,
  actor: Actor,
  input: CheckInput,
): AccessQuestion {
  const found = registry.resolve(actor.organization, input.stream);
  return {
    action: input.action,
    door: "api",
    credential: { kind: "bearer", token: new Secret(input.token) },
    organization: actor.organization,
    client: {
      ip: input.ip,
      userAgent: input.user_agent,
      site:
        siteOf(input.origin) ?? siteOf(input.origin === undefined ? undefined : `https://${input.origin}`),
    },
    locate: () => (isLocated(found) ? found : undefined),
    asked: input.stream,
    form: "first",
    mode: input.consume ? "admit" : "peek",
    nowMilliseconds: nowMilliseconds(),
    atSeconds: input.at,
  };
}
