import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { OpenedSigned, ProvenClaims } from "./formats/format.ts";
import type { NeedsOpening, Refused, SealedPart, SignedFormat } from "./formats/judgement.ts";
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

/** Where a proof stands: done, refused, or waiting for a driver to answer. */
export type Proving = Proof | Refused | Asking;

/**
 * Questions of cryptography, to be asked in turn until one is answered with `true` or bytes. Plain steps instead of a
 * generator, which would cost as much as the MAC.
 */
export abstract class Asking {
  abstract readonly questions: readonly CryptoQuestion[];
  /** Goes on with the answer to `questions[index]`. */
  abstract answered(index: number, answer: true | Uint8Array): Proving;
  /** Ends it: no question was answered well. */
  abstract unanswered(): Refused;
}

const NO_KEYS: readonly TokenKey[] = [];
const NO_BYTES = new Uint8Array();
const UNREADABLE: Refused = { refused: "token-malformed", detail: "no format of ours reads the text" };
const TOO_LONG: Refused = {
  refused: "token-too-long",
  detail: `longer than any token of its format; none has more than ${MAX_TOKEN_LENGTH} characters`,
};
const NO_KEY: Refused = { refused: "key-unknown", detail: "the ring has no key for the token's kid" };
const FOREIGN_ALGORITHM: Refused = {
  refused: "algorithm-not-allowed",
  detail: "the token's algorithm is not the key's",
};
const WRONG_SIGNATURE: Refused = {
  refused: "signature-invalid",
  detail: "no key that fits vouches for these bytes",
};
const ENCRYPTED_TWICE: Refused = { refused: "token-malformed", detail: "a token encrypted twice" };
const STAYS_CLOSED: Refused = {
  refused: "key-unknown",
  claim: "enc",
  detail: "no content key opens the encrypted claims",
};
const OTHER_ISSUER: Refused = {
  refused: "issuer-not-allowed",
  claim: "iss",
  detail: "the key vouches for another issuer",
};

/**
 * Proves a token text: which claims a key of the ring vouches for. Pure: every question of cryptography goes to a
 * driver, so that the synchronous and the asynchronous one decide the same. A signature is asked for before any claim of
 * a CAT is read.
 */
export function prove(raw: string, ring: KeyRing): Proving {
  if (raw.length > MAX_TOKEN_LENGTH) return TOO_LONG;
  for (const format of signedFormats) {
    if (!format.looksLike(raw)) continue;
    if (format.maxLength !== undefined && raw.length > format.maxLength) return TOO_LONG;
    const opened = format.open(raw);
    return opened ? proveOpened(opened, ring) : UNREADABLE;
  }
  return UNREADABLE;
}

/** The same for a token that was opened before. */
export function proveOpened(opened: OpenedSigned, ring: KeyRing): Proving {
  const keys = opened.use === "encryption" ? contentKeys(ring, opened.kid) : ring.select(opened.kid);
  if (keys.length === 0) return NO_KEY;
  const fitting = fittingKeys(keys, opened.use, opened.algorithms);
  return fitting.length === 0 ? FOREIGN_ALGORITHM : new AskingKeys(opened, fitting, ring);
}

/** Which of the keys vouches for a token? */
class AskingKeys extends Asking {
  readonly questions: readonly CryptoQuestion[];
  readonly #opened: OpenedSigned;
  readonly #ring: KeyRing;

  constructor(opened: OpenedSigned, keys: readonly TokenKey[], ring: KeyRing) {
    super();
    this.questions = keys.map(key => questionOf(opened, key));
    this.#opened = opened;
    this.#ring = ring;
  }

  answered(index: number, answer: true | Uint8Array): Proving {
    const key = this.questions[index]?.key;
    const opened = this.#opened;
    const format = formatOf(opened);
    if (!key || !format) return UNREADABLE;
    const judgement = format.judge(opened, key, answer === true ? undefined : answer);
    if ("refused" in judgement) return judgement;
    if ("nested" in judgement) return proveNested(judgement.nested, this.#ring);
    if ("sealed" in judgement) return new AskingParts(judgement, NO_PARTS, { opened, key, ring: this.#ring });
    return conclude(judgement, opened, key);
  }

  unanswered(): Refused {
    return WRONG_SIGNATURE;
  }
}

const NO_PARTS: readonly Uint8Array[] = [];

/** A token for which a key has vouched already. */
interface Vouched {
  readonly opened: OpenedSigned;
  readonly key: TokenKey;
  readonly ring: KeyRing;
}

/** What is in the next of the encrypted parts? */
class AskingParts extends Asking {
  readonly questions: readonly CryptoQuestion[];
  readonly #needs: NeedsOpening;
  readonly #before: readonly Uint8Array[];
  readonly #vouched: Vouched;

  constructor(needs: NeedsOpening, before: readonly Uint8Array[], vouched: Vouched) {
    super();
    const part = needs.sealed[before.length];
    this.questions = part ? questionsOfPart(part, vouched.ring) : [];
    this.#needs = needs;
    this.#before = before;
    this.#vouched = vouched;
  }

  answered(_index: number, answer: true | Uint8Array): Proving {
    if (answer === true) return STAYS_CLOSED;
    const plaintexts = [...this.#before, answer];
    if (plaintexts.length < this.#needs.sealed.length)
      return new AskingParts(this.#needs, plaintexts, this.#vouched);
    const claims = this.#needs.resume(plaintexts);
    return "refused" in claims ? claims : conclude(claims, this.#vouched.opened, this.#vouched.key);
  }

  unanswered(): Refused {
    return STAYS_CLOSED;
  }
}

function formatOf(opened: OpenedSigned): SignedFormat | undefined {
  for (const format of signedFormats) if (format.id === opened.format) return format;
  return undefined;
}

function proveNested(nested: OpenedSigned, ring: KeyRing): Proving {
  return nested.use === "encryption" ? ENCRYPTED_TWICE : proveOpened(nested, ring);
}

function conclude(claims: ProvenClaims, opened: OpenedSigned, key: TokenKey): Proof | Refused {
  if (key.issuer !== undefined && claims.issuer !== key.issuer) return OTHER_ISSUER;
  const signed = opened.use === "encryption" ? opened.signature : opened.signingInput;
  return { claims, key, kid: opened.kid, signed };
}

function contentKeys(ring: KeyRing, kid: string | undefined): readonly TokenKey[] {
  return ring.selectEncryption?.(kid) ?? NO_KEYS;
}

/** Keys whose algorithm does what the message is for, and is what the header says, where it says something. */
function fittingKeys(
  keys: readonly TokenKey[],
  use: OpenedSigned["use"],
  named: readonly Algorithm[] | undefined,
): readonly TokenKey[] {
  const [only] = keys;
  // Nearly always: no second list for it.
  if (keys.length === 1 && only) return fits(only, use, named) ? keys : NO_KEYS;
  return keys.filter(key => fits(key, use, named));
}

function fits(
  { algorithm }: TokenKey,
  use: OpenedSigned["use"],
  named: readonly Algorithm[] | undefined,
): boolean {
  const facts: AlgorithmFacts = algorithms[algorithm];
  if (facts.use !== use) return false;
  // A header that says nothing leaves it to the key: to one that CATs know.
  return named === undefined ? facts.cose.length > 0 : named.includes(algorithm);
}

function questionOf(opened: OpenedSigned, key: TokenKey): CryptoQuestion {
  const { signingInput, signature } = opened;
  if (opened.use !== "encryption") return { ask: "verify", key, input: signingInput, signature };
  const aad = typeof signingInput === "string" ? NO_BYTES : signingInput;
  return { ask: "decrypt", key, sealed: { iv: opened.iv ?? NO_BYTES, aad, ciphertext: signature } };
}

function questionsOfPart(part: SealedPart, ring: KeyRing): readonly CryptoQuestion[] {
  const keys = fittingKeys(contentKeys(ring, part.kid), "encryption", part.algorithms);
  return keys.map(key => ({ ask: "decrypt", key, sealed: part }));
}

/** True for an answer that goes on. */
export function isYes(answer: CryptoAnswer): answer is true | Uint8Array {
  return answer === true || answer instanceof Uint8Array;
}
