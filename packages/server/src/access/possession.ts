import type { ProvenClaims, ProvenPossession, Secret, SyncSignatures } from "@sluice/token";
import { encodeBase64url, verifyProof } from "@sluice/token";
import { createProofMemory } from "./proof-memory.ts";
import { createProofNonces, type ProofNonces } from "./proof-nonces.ts";
import type { AccessQuestion } from "./question.ts";

/** How far a proof's time may be from now where the token names no window. Seconds. */
const DEFAULT_WINDOW_SECONDS = 300;
/** No token widens its window beyond this: ids of proofs are remembered for so long. */
const LONGEST_WINDOW_SECONDS = 3600;

export interface PossessionDependencies {
  readonly signatures: Pick<SyncSignatures, "importKey" | "verify">;
  /** 32 bytes, the same after a restart: nonces stay good over it. */
  readonly nonceKey: Uint8Array;
  /** True: a proof without a nonce of this server is asked for again. */
  readonly needsNonce: boolean;
}

/** Proofs that the sender of a request holds a key (DPoP, RFC 9449). */
export interface Possession {
  /**
   * What the request proves for this token. Undefined: no proof was sent, or one without the nonce that it needs
   * (`proof-missing`). A proof that does not hold proves no key at all (`proof-invalid`).
   */
  readonly prove: (
    question: AccessQuestion,
    token: Secret,
    claims: ProvenClaims,
  ) => ProvenPossession | undefined;
  /** The nonce for the next proof; undefined: none is needed. */
  nonce(nowSeconds: number): string | undefined;
}

export function createPossession(dependencies: PossessionDependencies): Possession {
  const { signatures, nonceKey, needsNonce } = dependencies;
  const nonces: ProofNonces | undefined = needsNonce ? createProofNonces(nonceKey) : undefined;
  const memory = createProofMemory();
  return {
    nonce: nowSeconds => nonces?.now(nowSeconds),
    prove(question, token, claims) {
      const { proof, context } = question;
      if (proof === undefined) return undefined;
      const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
      const settings = settingsOf(claims);
      const held = verifyProof(
        proof,
        {
          nowSeconds,
          windowSeconds: settings.windowSeconds,
          method: context?.method ?? "",
          url: context?.url ?? "",
          token: token.expose(),
          nonces: nonces?.taken(nowSeconds),
        },
        signatures,
      );
      if (held === "nonce-wanted") return undefined;
      if (typeof held === "string") return NOTHING_PROVEN;
      // The proof of a key that the token is not bound to is refused, and takes no room.
      if (!settings.honoursJti || !isBoundTo(claims, held.possession)) return held.possession;
      const isReplayed = memory.isReplay(
        question,
        held.jti,
        held.possession,
        // As long as it is not too old, which of one from a clock that is ahead is longer than the window.
        held.possession.issuedAtSeconds + settings.windowSeconds + 1,
      );
      return { ...held.possession, isReplayed };
    },
  };
}

/** No key has an empty thumbprint: a token that is bound to one is refused. */
const NOTHING_PROVEN: ProvenPossession = { thumbprint: new Uint8Array(), issuedAtSeconds: 0 };

/** False where the token names another key by its JWK thumbprint. */
function isBoundTo({ limits }: ProvenClaims, { thumbprint }: ProvenPossession): boolean {
  const json = limits.find(({ name }) => name === "cnf")?.toJson();
  const { jkt }: Readonly<Record<string, unknown>> =
    typeof json === "object" && json !== null ? { ...json } : {};
  return jkt === undefined || jkt === encodeBase64url(thumbprint);
}

function settingsOf({ limits }: ProvenClaims): { windowSeconds: number; honoursJti: boolean } {
  const json = limits.find(({ name }) => name === "catdpop")?.toJson();
  const settings: Readonly<Record<string, unknown>> =
    typeof json === "object" && json !== null ? { ...json } : {};
  const { window: windowSeconds = DEFAULT_WINDOW_SECONDS, jti } = settings;
  const isNumber = typeof windowSeconds === "number";
  return {
    windowSeconds: isNumber ? Math.min(windowSeconds, LONGEST_WINDOW_SECONDS) : DEFAULT_WINDOW_SECONDS,
    honoursJti: jti === true,
  };
}
