import { decodePaddedBase64url, decodeStandardBase64 } from "../bytes/base64url.ts";
import { encodeHex } from "../bytes/hex.ts";
import { decodeUtf8 } from "../bytes/utf8.ts";
import { coseAlgorithms } from "../cose/algorithms.ts";
import { type CoseTag, tag } from "../cose/labels.ts";
import type { CoseMessage } from "../cose/message.ts";
import { readMessage } from "../cose/read-message.ts";
import { aadOf, signingInputOf } from "../cose/structures.ts";
import type { OpenedSigned } from "../formats/format.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "../keys/algorithms.ts";
import { payloadOf } from "./payload.ts";
import type { CatReadings } from "./readings.ts";

/** A reading that a token needs: what makes it differ from the standard's form. */
export type NeededReading = "hexPayload" | "taggedMaps" | "standardBase64" | "untaggedCose";

/** Content types that are a token's (RFC 9596, RFC 8392 section 8); a message that says it is another is none. */
const TOKEN_TYPES: ReadonlySet<unknown> = new Set(["cat", "cwt", "application/cat", "application/cwt", 61]);
const NO_IV = new Uint8Array();

/** A Common Access Token as read from the wire, believed in nothing. */
export class OpenedCat implements OpenedSigned {
  readonly carries = "claims";
  readonly format = "cat";
  readonly kid: string | undefined;
  readonly algorithms: readonly Algorithm[] | undefined;
  readonly use: "mac" | "signature" | "encryption";
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
  readonly iv: Uint8Array | undefined;
  readonly message: CoseMessage;
  /** Refused unless the key's readings allow each. */
  readonly needs: readonly NeededReading[];

  constructor(message: CoseMessage, coseTag: CoseTag, needs: readonly NeededReading[]) {
    const { headers, payload, signature } = message;
    this.message = message;
    this.needs = needs;
    this.kid = headers.kid && kidText(headers.kid);
    this.algorithms = coseAlgorithms(headers.alg);
    this.use = coseTag === tag.mac0 ? "mac" : coseTag === tag.sign1 ? "signature" : "encryption";
    this.iv = coseTag === tag.encrypt0 ? (headers.iv ?? NO_IV) : undefined;
    this.signingInput =
      coseTag === tag.encrypt0 ? aadOf(message.protectedBytes) : signingInputOf(message, coseTag);
    this.signature = signature ?? payload;
  }

  /** Not believed yet; read when asked for. Undefined when they are encrypted, or no claims. */
  get claims(): unknown {
    if (this.use === "encryption") return undefined;
    const readings: CatReadings = { taggedMaps: true, hexPayload: true };
    const claims = payloadOf(this.message, readings);
    return claims instanceof Map ? claims : undefined;
  }
}

/**
 * Opens the text of a CAT: base64url with optional padding, a COSE_Mac0, COSE_Sign1 or COSE_Encrypt0 inside, the CWT
 * tag in front of it or not. What only lenient readings allow is opened too, and noted in `needs`. Undefined: malformed.
 */
export function openCat(raw: string): OpenedCat | undefined {
  const bytes = decodePaddedBase64url(raw);
  if (bytes) return openBytes(bytes, NO_NEEDS);
  const standard = decodeStandardBase64(raw);
  return standard && openBytes(standard, ["standardBase64"]);
}

const NO_NEEDS: readonly NeededReading[] = [];

/** The same for the token's bytes. */
export function openBytes(bytes: Uint8Array, needs = NO_NEEDS): OpenedCat | undefined {
  const read = readMessage(bytes);
  if (!read) return undefined;
  const { message, isOldEyevinn } = read;
  const { typ } = message.headers;
  if (typ !== undefined && !TOKEN_TYPES.has(typeof typ === "string" ? typ.toLowerCase() : typ))
    return undefined;
  const coseTag = message.tag ?? tagOfAlgorithm(message);
  if (coseTag === undefined) return undefined;
  return new OpenedCat(message, coseTag, needsOf(message, isOldEyevinn, needs));
}

function needsOf(
  message: CoseMessage,
  isOld: boolean,
  needs: readonly NeededReading[],
): readonly NeededReading[] {
  if (!isOld && message.tag !== undefined && !message.payloadIsText) return needs;
  const more: NeededReading[] = [...needs];
  if (isOld) more.push("taggedMaps");
  if (message.tag === undefined) more.push("untaggedCose");
  if (message.payloadIsText) more.push("hexPayload");
  return more;
}

function tagOfAlgorithm({ headers, signature }: CoseMessage): CoseTag | undefined {
  const [algorithm] = coseAlgorithms(headers.alg) ?? [];
  if (!algorithm) return undefined;
  const { use }: AlgorithmFacts = algorithms[algorithm];
  if ((use === "encryption") !== (signature === undefined)) return undefined;
  return use === "mac" ? tag.mac0 : use === "signature" ? tag.sign1 : tag.encrypt0;
}

/** Headers that were read before come with the same kid again. */
let latestKid: Uint8Array | undefined;
let latestText = "";

/** A kid as text: see TokenKey.kid. */
export function kidText(kid: Uint8Array): string {
  if (kid !== latestKid) {
    latestText = decodeUtf8(kid) ?? `0x${encodeHex(kid)}`;
    latestKid = kid;
  }
  return latestText;
}
