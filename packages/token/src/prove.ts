import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { OpenedSigned, ProvenClaims } from "./formats/format.ts";
import type { NeedsOpening, Refused, SealedPart } from "./formats/judgement.ts";
import { signedFormats } from "./formats/signed.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "./keys/algorithms.ts";
import type { KeyRing, TokenKey } from "./keys/token-key.ts";
import { MAX_TOKEN_LENGTH } from "./open-token.ts";

/** Claims, and the key that vouches for them. */
export interface Proof {
  readonly claims: ProvenClaims;
  readonly key: TokenKey;
  /** How the token names that key. */
  readonly kid: string | undefined;
  /** What was signed; of an encrypted token its ciphertext. The same for every text of one token. */
  readonly signed: Uint8Array | string;
}

type Proving<Answer> = Generator<CryptoQuestion, Answer, CryptoAnswer>;

const NO_KEYS: readonly TokenKey[] = [];
const UNREADABLE: Refused = { refused: "token-malformed", detail: "no format of ours reads the text" };
const TOO_LONG: Refused = { refused: "token-too-long", detail: `more than ${MAX_TOKEN_LENGTH} characters` };

/**
 * Proves a token text: which claims a key of the ring vouches for. The pure half of a verification; it yields every
 * question of cryptography and takes the answer, so that the synchronous and the asynchronous driver decide the same.
 * A signature is asked for before any claim is read.
 */
export function* prove(raw: string, ring: KeyRing): Proving<Proof | Refused> {
  if (raw.length > MAX_TOKEN_LENGTH) return TOO_LONG;
  for (const format of signedFormats) {
    if (!format.looksLike(raw)) continue;
    const opened = format.open(raw);
    return opened ? yield* proveOpened(opened, ring) : UNREADABLE;
  }
  return UNREADABLE;
}

/** The same for a token that was opened before. */
export function* proveOpened(opened: OpenedSigned, ring: KeyRing): Proving<Proof | Refused> {
  const keys = opened.use === "encryption" ? contentKeys(ring, opened.kid) : ring.select(opened.kid);
  if (keys.length === 0) return { refused: "key-unknown", detail: "the ring has no key for the token's kid" };
  let isFitting = false;
  for (const key of keys) {
    if (!fits(opened, key.algorithm)) continue;
    isFitting = true;
    const answer = yield questionOf(opened, key);
    if (answer === true) return yield* judged(opened, key, ring, undefined);
    if (answer instanceof Uint8Array) return yield* judged(opened, key, ring, answer);
  }
  if (isFitting) return { refused: "signature-invalid", detail: "no key that fits vouches for these bytes" };
  return { refused: "algorithm-not-allowed", detail: "the token's algorithm is not the key's" };
}

function* judged(
  opened: OpenedSigned,
  key: TokenKey,
  ring: KeyRing,
  plaintext: Uint8Array | undefined,
): Proving<Proof | Refused> {
  const format = signedFormats.find(({ id }) => id === opened.format);
  if (!format) return UNREADABLE;
  const judgement = format.judge(opened, key, plaintext);
  if ("refused" in judgement) return judgement;
  if ("nested" in judgement) return yield* proveNested(judgement.nested, ring);
  const claims = "sealed" in judgement ? yield* openParts(judgement, ring) : judgement;
  if ("refused" in claims) return claims;
  if (key.issuer !== undefined && claims.issuer !== key.issuer)
    return { refused: "issuer-not-allowed", claim: "iss", detail: "the key vouches for another issuer" };
  const signed = opened.use === "encryption" ? opened.signature : opened.signingInput;
  return { claims, key, kid: opened.kid, signed };
}

function* proveNested(nested: OpenedSigned, ring: KeyRing): Proving<Proof | Refused> {
  if (nested.use === "encryption") return { refused: "token-malformed", detail: "a token encrypted twice" };
  return yield* proveOpened(nested, ring);
}

function* openParts({ sealed, resume }: NeedsOpening, ring: KeyRing): Proving<ProvenClaims | Refused> {
  const plaintexts: Uint8Array[] = [];
  for (const part of sealed) {
    const plaintext = yield* openPart(part, ring);
    if (!plaintext)
      return { refused: "key-unknown", claim: "enc", detail: "no content key opens the encrypted claims" };
    plaintexts.push(plaintext);
  }
  return resume(plaintexts);
}

function* openPart(part: SealedPart, ring: KeyRing): Proving<Uint8Array | undefined> {
  for (const key of contentKeys(ring, part.kid)) {
    if (!fits({ ...part, use: "encryption" }, key.algorithm)) continue;
    const answer = yield { ask: "decrypt", key, sealed: part };
    if (answer instanceof Uint8Array) return answer;
  }
  return undefined;
}

function contentKeys(ring: KeyRing, kid: string | undefined): readonly TokenKey[] {
  return ring.selectEncryption?.(kid) ?? NO_KEYS;
}

/** The key's algorithm does what the message is for, and is what the header says, where it says something. */
function fits(opened: Pick<OpenedSigned, "use" | "algorithms">, algorithm: Algorithm): boolean {
  const facts: AlgorithmFacts = algorithms[algorithm];
  return (
    facts.use === opened.use && (opened.algorithms === undefined || opened.algorithms.includes(algorithm))
  );
}

function questionOf(opened: OpenedSigned, key: TokenKey): CryptoQuestion {
  const { signingInput, signature, iv } = opened;
  if (opened.use !== "encryption") return { ask: "verify", key, input: signingInput, signature };
  const aad = typeof signingInput === "string" ? new Uint8Array() : signingInput;
  return { ask: "decrypt", key, sealed: { iv: iv ?? new Uint8Array(), aad, ciphertext: signature } };
}
