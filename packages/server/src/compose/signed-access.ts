import type { CatReadings } from "@sluice/token";
import { nodeCrypto, nodeSignatures } from "@sluice/token/node";
import { type ChanceBars, createChanceBars } from "../access/chance-bars.ts";
import { createPossession, type Possession } from "../access/possession.ts";
import { type AnswerRefusal, createAnswerRefusal } from "../access/refusal-answer.ts";
import { createTokenRenewal, type TokenRenewal } from "../access/renew-token.ts";
import { createSessionClaims, type SessionClaims } from "../access/session-claims.ts";
import { createSignedTokens, type SignedTokens } from "../access/signed/signed-tokens.ts";
import { createCodeGuesses } from "../access/subscribers/code-guesses.ts";
import { createVerifyCode } from "../access/subscribers/verify-code.ts";
import type { VerifyDependencies } from "../access/verify-token.ts";
import { issuerOf } from "../commands/tokens/signed/draft-signed-token.ts";
import type { KeyDirectory } from "../keys/key-directory.ts";
import { readingsOf } from "../keys/living-key.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { proveText } from "../keys/prove-text.ts";
import { createSealer } from "../keys/seal.ts";
import { vouches as isVouching, tokenKeyStateAt } from "../keys/token-key-state.ts";
import type { PublicUrls } from "../lib/public-urls.ts";
import type { Registry } from "../registry/registry.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { Store } from "../store/store.ts";
import type { TokenKeyRecord } from "../store/token-keys.ts";
import type { ClaimSettings } from "./claim-facts.ts";

/** What proves tokens that carry their claims, and what is done with those claims. */
export interface SignedAccess {
  readonly signedTokens: SignedTokens;
  /** What proves what no record's text is: signed tokens, subscribers' codes and hashes. */
  readonly verify: Pick<VerifyDependencies, "verifySigned" | "verifyCode">;
  readonly possession: Possession;
  readonly bars: ChanceBars;
  readonly sessionClaims: SessionClaims;
  /** True for a key that vouches for tokens at that second. */
  readonly vouches: (organization: string, keyId: string, atSeconds: number) => boolean;
  readonly renewals: TokenRenewal;
  readonly answerRefusal: AnswerRefusal;
}

export interface SignedAccessParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly sessions: SessionTable;
  readonly tokenKeys: KeyDirectory;
  readonly masterKey: MasterKey;
  readonly urls: PublicUrls;
  readonly settings: ClaimSettings;
  /** Looks for newer keys of a key set, seldom. */
  readonly refreshKeys: (organization: string, application: string | undefined) => Promise<boolean>;
}

function readingsOfKey(key: TokenKeyRecord | undefined): CatReadings | undefined {
  return key && readingsOf(key);
}

/** Every part that signed tokens need, once. */
export function composeSignedAccess(parts: SignedAccessParts): SignedAccess {
  const { store, registry, sessions, tokenKeys, masterKey, urls, settings, refreshKeys } = parts;
  const { host, hostname } = new URL(urls.base);
  const signing = { keys: tokenKeys, signatures: nodeSignatures };
  const bars = createChanceBars();
  const possession = createPossession({
    signatures: nodeSignatures,
    nonceKey: masterKey.derive("dpop-nonce"),
    needsNonce: settings.dpopNonce,
  });
  const signedTokens = createSignedTokens({
    store,
    crypto: nodeCrypto,
    registry,
    keys: tokenKeys,
    refreshKeys,
    prove: (text, ring) => proveText(text, ring, nodeSignatures),
    audiencesOf: organization => [urls.base, `${urls.base}/`, host, organization, "splay"],
    provePossession: possession.prove,
    bars,
  });
  const verifyCode = createVerifyCode({
    store,
    crypto: nodeCrypto,
    openSealed: createSealer(masterKey.derive("sealed-values")).open,
    guesses: createCodeGuesses(),
  });
  return {
    bars,
    possession,
    signedTokens,
    verify: { verifySigned: signedTokens.verify, verifyCode },
    sessionClaims: createSessionClaims({ store, readingsOf: id => readingsOfKey(tokenKeys.factsOf(id)) }),
    vouches(organization, keyId, atSeconds) {
      const key = tokenKeys.keyById(organization, keyId);
      return key !== undefined && isVouching(tokenKeyStateAt(key, atSeconds));
    },
    renewals: createTokenRenewal({ store, sessions, ...signing }),
    answerRefusal: createAnswerRefusal({
      ...signing,
      issuerOf: organization => issuerOf(urls, organization),
      redirectHosts: [...settings.tokenRedirectHosts, hostname],
    }),
  };
}
