import { denyText, siteOf } from "@sluice/policy";
import { Secret } from "@sluice/token";
import type { AccessQuestion, Decision, Prepare } from "../access/question.ts";
import type { VerifiedToken } from "../access/verified-token.ts";
import { canonicalAddress } from "../lib/canonical-address.ts";
import { askedName } from "../registry/asked-name.ts";
import { isLocated, type Registry } from "../registry/registry.ts";
import { applicationOf } from "../store/target-reach.ts";
import type { Actor } from "./actor.ts";
import { withoutDetails } from "./audit/without-details.ts";
import { type CheckContextDependencies, type CheckContextInput, contextOfCheck } from "./check-context.ts";
import { invalidFields, refuse } from "./command-problem.ts";
import { mayUseApplication, mayUseTarget } from "./permissions.ts";
import { resolveName } from "./resolve-name.ts";

/** The body of `POST /v1/check` and `POST /v1/explain`. */
export interface CheckInput extends CheckContextInput {
  readonly action: "play" | "publish";
  readonly stream: string;
  readonly token: string;
  readonly ip?: string | undefined;
  /** Origin or URL of the embedding site. */
  readonly origin?: string | undefined;
  readonly user_agent?: string | undefined;
  /** Unix seconds: judge as at this time, past or to come. */
  readonly at?: number | undefined;
  /** Spend a use and make a session. */
  readonly consume?: boolean | undefined;
}

export interface CheckDependencies extends CheckContextDependencies {
  readonly registry: Registry;
  readonly checkAccess: <T>(question: AccessQuestion, prepare: Prepare<T>) => Promise<Decision<T>>;
  readonly nowMilliseconds: () => number;
}

/** Decides as a door would, for a client described by the caller. Spends only with `consume`. */
export async function checkRequest(dependencies: CheckDependencies, actor: Actor, input: CheckInput) {
  if (input.consume && input.at !== undefined) {
    return invalidFields([{ field: "at", message: "a use is spent now, at no other time" }]);
  }
  const found = resolveName(dependencies.registry, actor, input.stream);
  const stream = isLocated(found) ? found : undefined;
  const application = stream?.facts.application ?? applicationOf(input.stream);
  if (actor.applications && (application === undefined || !mayUseApplication(actor, application))) {
    return refuse("not-permitted", "this API key asks about streams of its applications only");
  }
  const ip = input.ip === undefined ? undefined : (canonicalAddress(input.ip) ?? input.ip);
  const { registry } = dependencies;
  // A token whose address must hold an alias opens the stream by that name: a door would see it in the address.
  const name = stream ? askedName(registry, stream, input.stream.split("/")) : input.stream;
  const context = contextOfCheck(dependencies, input, { stream: name, ip });
  if (!context) {
    return invalidFields([{ field: "url", message: "an absolute http or https URL that a door would take" }]);
  }
  const question = { ...questionOf(dependencies, actor, { ...input, ip }, stream), context };
  return {
    done: answerOf(actor, await dependencies.checkAccess(question, async () => ({ ready: undefined }))),
  };
}

function answerOf(actor: Actor, decision: Decision<undefined>) {
  const reason = decision.allowed ? decision.unenforced?.reason : decision.reason;
  const text = reason && denyText(reason);
  const token = decision.token && maySee(actor, decision.token) ? decision.token : undefined;
  return {
    allowed: decision.allowed,
    reason: reason ?? null,
    enforcement: decision.unenforced?.mode ?? "enforce",
    detail: text?.detail ?? null,
    advice: text?.advice ?? null,
    ref: decision.ref,
    token: token?.id ?? null,
    user: token?.user ?? null,
    tag: token?.tag ?? null,
    expires_at: token?.expiresAtSeconds ?? null,
    session: (decision.allowed ? decision.session?.record.id : decision.sessionId) ?? null,
    rules: decision.token && !token ? withoutDetails(decision.rules) : decision.rules,
  };
}

/** A key limited to applications learns nothing of other applications' tokens. */
function maySee(actor: Actor, { constraints }: VerifiedToken): boolean {
  if (actor.applications === undefined) return true;
  const target = constraints.find(constraint => constraint.kind === "target");
  return target !== undefined && mayUseTarget(actor, target.target);
}

function questionOf(
  { nowMilliseconds }: CheckDependencies,
  actor: Actor,
  input: CheckInput,
  stream: ReturnType<AccessQuestion["locate"]>,
): AccessQuestion {
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
    proof: input.headers?.["dpop"] ?? input.headers?.["DPoP"],
    locate: () => stream,
    asked: stream?.facts.stream ?? input.stream,
    form: "first",
    mode: input.consume ? "admit" : "peek",
    nowMilliseconds: nowMilliseconds(),
    atSeconds: input.at,
  };
}
