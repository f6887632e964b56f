import type { DenyReason } from "@sluice/policy";
import { MAX_TOKEN_LENGTH, type Secret } from "@sluice/token";
import { readAncestors } from "../../../access/ancestors.ts";
import type { AccessQuestion } from "../../../access/question.ts";
import { isTotpText } from "../../../access/totp-credential.ts";
import type { VerifiedToken } from "../../../access/verified-token.ts";
import type { Verification } from "../../../access/verify-token.ts";
import type { GuessThrottle } from "../../../lib/guess-throttle.ts";
import { isLocated, type Registry } from "../../../registry/registry.ts";
import type { Store } from "../../../store/store.ts";
import { auditEntry } from "../../audit/audit-entry.ts";
import type { Outcome } from "../../command-problem.ts";
import { tokenView } from "../../views.ts";
import type { DraftedToken } from "../drafted-token.ts";
import type { ChildGrant } from "./delegation-grant.ts";
import { type DraftChildDependencies, draftChild } from "./draft-child.ts";

export interface DelegateDependencies extends DraftChildDependencies {
  readonly store: Pick<Store, "token" | "peekDelegation" | "insertDelegated">;
  readonly registry: Registry;
  /** Step 3 of the flow. */
  readonly verifyToken: (question: AccessQuestion, text: Secret) => Promise<Verification>;
  /** Counts tokens made below one first token: more than its limit in a minute are refused. */
  readonly delegationPace: GuessThrottle;
  readonly nowMilliseconds: () => number;
}

/** What whoever has a token asks for. */
export interface DelegationRequest {
  /** The text of the token to be handed on; undefined: none was sent. */
  readonly text: Secret | undefined;
  readonly grant: ChildGrant;
  readonly ip: string | undefined;
}

/** The token that was made; or what is wrong with the grant; or why the token that was shown is not handed on. */
export type DelegationResult =
  | Outcome<DraftedToken>
  | {
      readonly refused: DenyReason;
      /** For the operator; never the credential. */
      readonly detail: string;
      readonly token: VerifiedToken | undefined;
    };

/**
 * Makes a token below the one that is shown, which must be good now, and so must all above it. Its addresses, sites and
 * streams are judged when the new one is used, not here.
 */
export async function delegateToken(
  dependencies: DelegateDependencies,
  request: DelegationRequest,
): Promise<DelegationResult> {
  const { store } = dependencies;
  const nowMilliseconds = dependencies.nowMilliseconds();
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const verified = await verify(dependencies, request, nowMilliseconds);
  if ("refused" in verified) return verified;
  const { token } = verified;
  const refuse = (refused: DenyReason, detail: string) => ({ refused, detail, token });
  const parent = await store.token(token.id);
  if (!parent) return refuse("delegation-not-allowed", "it was made elsewhere");
  const lineage = [...(parent.lineage ?? []), parent.id];
  const { organization } = parent;
  const place = { organization, lineage, nowSeconds };
  const early = await store.peekDelegation(place);
  if (early) return refuse(early.reason, `${early.token}: ${early.reason}`);
  if (dependencies.delegationPace.note(lineage[0] ?? "", nowSeconds)) {
    return refuse("too-many-requests", "too many tokens are made below this one in a minute");
  }
  const above = await readAncestors(store, { organization, lineage });
  if (!above) return refuse("token-revoked", "a token above it is gone");
  const drafted = draftChild(dependencies, request.grant, { parent, above, nowMilliseconds });
  if ("problem" in drafted) return drafted;
  const { record } = drafted.done;
  const outcome = await store.insertDelegated(record, nowSeconds, ({ outcome: what }) =>
    what === "inserted"
      ? auditEntry({ organization, id: parent.id, ip: request.ip }, nowMilliseconds, {
          action: "token.delegate",
          subject: { kind: "token", id: record.id },
          user: record.user,
          after: tokenView(record, { nowSeconds, isCovered: false }),
        })
      : undefined,
  );
  return outcome.outcome === "inserted"
    ? drafted
    : refuse(outcome.reason, `${outcome.token}: ${outcome.reason}`);
}

async function verify(
  dependencies: DelegateDependencies,
  { text, grant, ip }: DelegationRequest,
  nowMilliseconds: number,
): Promise<{ readonly token: VerifiedToken } | Extract<DelegationResult, { refused: DenyReason }>> {
  if (!text) return { refused: "token-missing", detail: "no token was sent", token: undefined };
  if (text.expose().length > MAX_TOKEN_LENGTH) {
    return { refused: "token-too-long", detail: "it is longer than any token", token: undefined };
  }
  // What a code opens, it opens now. Nor does anybody learn here which code is right: guesses are counted at doors.
  if (isTotpText(text.expose())) {
    return { refused: "delegation-not-allowed", detail: "a code makes no tokens", token: undefined };
  }
  const question = questionOf(dependencies.registry, { text, grant, ip }, nowMilliseconds);
  const verification = await dependencies.verifyToken(question, text);
  if ("token" in verification) return verification;
  const { reason, detail = reason } = verification;
  return { refused: reason, detail, token: undefined };
}

/** A signed token is judged by the keys of its tenant, which the first stream that is named tells. */
function questionOf(
  registry: Registry,
  { text, grant, ip }: DelegationRequest & { readonly text: Secret },
  nowMilliseconds: number,
): AccessQuestion {
  const names = grant.target && "streams" in grant.target ? grant.target.streams : [];
  const [asked] = names;
  const organization = registry.application(asked?.split("/", 1)[0] ?? "")?.organization;
  const found =
    organization === undefined || asked === undefined ? undefined : registry.resolve(organization, asked);
  return {
    action: grant.action ?? "play",
    door: "api",
    credential: { kind: "bearer", token: text },
    // An opaque token proves itself, whatever is asked for.
    organization: text.expose().startsWith("st_") ? undefined : organization,
    client: { ip, userAgent: undefined, site: undefined },
    locate: () => (found && isLocated(found) ? found : undefined),
    asked,
    form: "first",
    mode: "peek",
    nowMilliseconds,
  };
}
