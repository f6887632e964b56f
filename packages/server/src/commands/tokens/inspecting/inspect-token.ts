import {
  type CryptoProvider,
  claimsToJson,
  describeToken,
  hashOpaqueSecret,
  type OpenedReference,
  type OpenedSigned,
  type Proof,
  type TokenDescription,
  type TokenKey,
} from "@sluice/token";
import { recordOfClaims } from "../../../access/signed/record-of-claims.ts";
import { signedTokenId } from "../../../access/signed/token-identity.ts";
import type { Store } from "../../../store/store.ts";
import { applicationOf } from "../../../store/target-reach.ts";
import type { TokenRecord } from "../../../store/token-record.ts";
import type { Actor } from "../../actor.ts";
import { type CheckDependencies, type CheckInput, checkRequest } from "../../check-request.ts";
import type { Outcome } from "../../command-problem.ts";
import { mayUseTarget } from "../../permissions.ts";
import { mayUseTokenKey } from "../../token-keys/find-token-key.ts";
import { viewToken } from "../read-tokens.ts";
import { findVoucher, keysNamed, type VoucherDependencies, whyNoKey } from "./find-voucher.ts";
import { inspectedKey } from "./inspected-key.ts";
import { tokenWarnings } from "./token-warnings.ts";

/** The body of `POST /v1/tokens/inspect`. */
export interface InspectInput {
  readonly token: string;
  /** In the words of `POST /v1/check`. */
  readonly request?: Omit<CheckInput, "token" | "consume"> | undefined;
}

export interface InspectDependencies extends VoucherDependencies, Omit<CheckDependencies, "checkAccess"> {
  readonly store: Pick<Store, "token" | "isCovered">;
  readonly crypto: CryptoProvider;
  /** As `checkAccess`, and leaves no trace: no decision, no count, no guess. */
  readonly checkUnrecorded: CheckDependencies["checkAccess"];
}

/** What the organization itself knows of a text. */
interface Known {
  readonly signature: "right" | "wrong" | "unchecked";
  readonly refused: {
    readonly reason: string;
    readonly claim: string | null;
    readonly detail: string;
  } | null;
  readonly proof: Proof | undefined;
  /** The key whose signature is right, also where the claims refuse. */
  readonly key: TokenKey | undefined;
  /** The record, or the one that it would get; undefined: not the actor's, or nobody's. */
  readonly record: TokenRecord | undefined;
  readonly isStored: boolean;
  /** Why no key vouches. */
  readonly keyDetail: string | null;
}

const UNKNOWN: Known = {
  signature: "unchecked",
  refused: null,
  proof: undefined,
  key: undefined,
  record: undefined,
  isStored: false,
  keyDetail: null,
};

/**
 * Says all that can be said of a text: what it is, what it claims, which key vouches for it, what became of it, and, for
 * a request, how each rule goes. Changes nothing and leaves no trace; a text that is no token is an answer, too.
 */
export async function inspectToken(
  dependencies: InspectDependencies,
  actor: Actor,
  { token: text, request }: InspectInput,
): Promise<Outcome<Awaited<ReturnType<typeof inspected>>>> {
  const { checkUnrecorded } = dependencies;
  const decided =
    request &&
    (await checkRequest({ ...dependencies, checkAccess: checkUnrecorded }, actor, {
      ...request,
      token: text,
    }));
  if (decided && "problem" in decided) return decided;
  const application = request && applicationOf(request.stream);
  const done = await inspected(dependencies, actor, { text, application });
  if (!decided) return { done };
  const { ref: _ref, session: _session, ...decision } = decided.done;
  return { done: { ...done, decision } };
}

async function inspected(
  dependencies: InspectDependencies,
  actor: Actor,
  asked: { readonly text: string; readonly application: string | undefined },
) {
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  const described = describeToken(asked.text);
  const known = await knownOf(dependencies, actor, { ...asked, opened: described.opened, nowSeconds });
  const { proof, record } = known;
  const key = known.key && dependencies.tokenKeys.factsOf(known.key.id);
  const claimProblems = Object.entries(described.claimProblems).map(
    ([claim, problem]) => `${claim}: ${problem}`,
  );
  return {
    format: described.format ?? null,
    problem: described.problem ?? null,
    header: described.header ?? null,
    claims: claimsOf(described, proof),
    diagnostic: described.diagnostic ?? null,
    signature: known.signature,
    refused: known.refused,
    key: known.key ? inspectedKey(actor, known.key, key, nowSeconds) : null,
    key_detail: known.keyDetail,
    id: record?.id ?? null,
    token: record && known.isStored ? await viewToken(dependencies, record) : null,
    warnings: tokenWarnings({ proof, key, claimProblems, needs: described.needs, nowSeconds }),
    decision: null as Omit<Decision, "ref" | "session"> | null,
  };
}

type Decision = Extract<Awaited<ReturnType<typeof checkRequest>>, { done: unknown }>["done"];

interface Asked {
  readonly text: string;
  readonly application: string | undefined;
  readonly opened: OpenedReference | OpenedSigned | undefined;
  readonly nowSeconds: number;
}

function knownOf(dependencies: InspectDependencies, actor: Actor, asked: Asked): Promise<Known> | Known {
  const { opened } = asked;
  if (!opened) return UNKNOWN;
  return opened.carries === "reference"
    ? knownReference(dependencies, actor, opened)
    : knownSigned(dependencies, actor, { ...asked, opened });
}

async function knownReference(
  { store, crypto }: InspectDependencies,
  actor: Actor,
  { id, secret }: OpenedReference,
): Promise<Known> {
  const record = await store.token(id);
  if (record?.organization !== actor.organization || !mayUseTarget(actor, record.target)) {
    const detail = "no token of the organization has this id";
    return { ...UNKNOWN, refused: { reason: "token-unknown", claim: null, detail } };
  }
  const isRight = crypto.equal(hashOpaqueSecret(crypto, secret), record.secretHash);
  const detail = "the id is a token's, and the rest of the text is not";
  const refused = isRight ? null : { reason: "token-unknown", claim: null, detail };
  return { ...UNKNOWN, signature: isRight ? "right" : "wrong", refused, record, isStored: true };
}

async function knownSigned(
  dependencies: InspectDependencies,
  actor: Actor,
  asked: Asked & { readonly opened: OpenedSigned },
): Promise<Known> {
  const { store, crypto } = dependencies;
  const { organization } = actor;
  const { opened, nowSeconds } = asked;
  const { proof, signature, key } = findVoucher(dependencies, { ...asked, organization, kid: opened.kid });
  if ("refused" in proof) {
    const named = keysNamed(dependencies, organization, opened).filter(
      key =>
        actor.applications === undefined ||
        (key.application !== undefined && actor.applications.includes(key.application)),
    );
    const keyDetail = proof.refused === "key-unknown" ? whyNoKey(opened, named, nowSeconds) : null;
    const refused = { reason: proof.refused, claim: proof.claim ?? null, detail: proof.detail };
    // What such a token would open is not known, so that only who may see the key is told of it.
    const facts = key && dependencies.tokenKeys.factsOf(key.id);
    const told = facts && mayUseTokenKey(actor, facts) ? key : undefined;
    return { ...UNKNOWN, signature, refused, keyDetail, key: told };
  }
  const identity = { organization, keyId: proof.key.id, jti: proof.claims.id, signed: proof.signed };
  const id = signedTokenId(crypto, identity);
  const found = await store.token(id);
  const stored = found?.organization === organization ? found : undefined;
  const record = stored ?? recordOfClaims(id, organization, proof, nowSeconds);
  // What a key vouches for is told to those only who may see such a token.
  if (!mayUseTarget(actor, record.target)) {
    return { ...UNKNOWN, keyDetail: "this API key sees tokens for its applications only" };
  }
  return { ...UNKNOWN, signature, proof, key, record, isStored: stored !== undefined };
}

/** What a key vouches for, encrypted claims included; else what the text says, believed in nothing. */
function claimsOf(
  { format, claims }: TokenDescription,
  proof: Proof | undefined,
): TokenDescription["claims"] | null {
  if (format === "cat" && proof) return claimsToJson(proof.claims.limits);
  return claims ?? null;
}
