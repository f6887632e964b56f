import type { CborMap, CborValue } from "../cbor/value.ts";
import { CborFloat } from "../cbor/value.ts";
import { bytesOfText, textOfBytes } from "./byte-text.ts";
import { type Claim, isMalformed, type Json, type Malformed } from "./claim.ts";
import { isCborArray, isCborMap, isJsonArray, isJsonObject, isUint, malformed } from "./shapes.ts";

const MOST_ANSWERS = 50;
const MOST_HEADERS = 20;
const WANTED = "it must map claims to [status, headers, kid]";
const HEADERS_WANTED = "headers must map names to texts, or to [URL prefix, claims]";

/** A header's value: a text, or a URL prefix to which a new token with these claims is appended. */
export type AnswerHeader = string | { readonly urlPrefix: string; readonly claims: CborMap };

/** What to answer when a claim refuses, as the issuer wrote it: not to be believed before `planCatif`. */
export interface Answer {
  /** Labels of the claims. */
  readonly labels: readonly (number | string)[];
  readonly status: number;
  readonly headers: ReadonlyMap<string, AnswerHeader>;
  /** The key for new tokens, as `textOfBytes` writes it. */
  readonly kid: string | undefined;
}

/** What the issuer wants answered when a claim refuses. Informs: planCatif acts on it. */
export const catif: Claim<readonly Answer[]> = {
  name: "catif",
  label: 322,
  summary: "What the issuer wants answered when a claim refuses: a status and headers, such as a redirect.",
  source: "CTA-5007-B 4.9.1",
  checkedAt: "entry",
  parse,
  encode: answers => new Map(answers.map(answer => [keyOf(answer), encodeAnswer(answer)])),
  fromJson,
  toJson: answers =>
    answers.map(({ labels, status, headers, kid }) => ({
      claims: labels,
      status,
      headers: Object.fromEntries([...headers].map(([name, value]) => [name, headerToJson(value)])),
      ...(kid !== undefined && { kid }),
    })),
};

const keyOf = ({ labels }: Answer) => labels[0] ?? 0;

function parse(value: CborValue): readonly Answer[] | Malformed {
  if (!isCborMap(value) || value.size === 0 || value.size > MOST_ANSWERS) return malformed(WANTED);
  const answers: Answer[] = [];
  for (const [label, raw] of value) {
    const [status, headers, kid, ...rest] = isCborArray(raw) ? raw : [];
    const named = headers === undefined || headers === null ? new Map<number, CborValue>() : headers;
    if (rest.length > 0 || !isStatus(status) || !isCborMap(named)) return malformed(WANTED);
    if (kid !== undefined && kid !== null && !(kid instanceof Uint8Array))
      return malformed("kid must be bytes");
    const read = readHeaders(named, headerFromCbor);
    if (isMalformed(read)) return read;
    answers.push({ labels: [label], status, headers: read, kid: kid ? textOfBytes(kid) : undefined });
  }
  return answers;
}

function encodeAnswer({ status, headers, kid }: Answer): CborValue {
  const map = new Map<string, CborValue>();
  for (const [name, value] of headers) {
    map.set(name, typeof value === "string" ? value : [value.urlPrefix, value.claims]);
  }
  const bytes = kid === undefined ? undefined : bytesOfText(kid);
  return bytes === undefined ? [status, map] : [status, map, bytes];
}

function fromJson(json: Json): readonly Answer[] | Malformed {
  if (!isJsonArray(json) || json.length === 0 || json.length > MOST_ANSWERS) return malformed(WANTED);
  const answers: Answer[] = [];
  for (const item of json) {
    const answer = isJsonObject(item) ? answerFromJson(item) : malformed(WANTED);
    if (isMalformed(answer)) return answer;
    answers.push(answer);
  }
  const keys = new Set(answers.map(keyOf));
  return keys.size === answers.length ? answers : malformed("a claim is answered twice");
}

function answerFromJson(json: { readonly [key: string]: Json }): Answer | Malformed {
  const { claims, status, headers = {}, kid, ...rest } = json;
  const [label, ...more] = isJsonArray(claims) ? claims : [];
  if (Object.keys(rest).length > 0 || more.length > 0 || !isLabel(label)) return malformed(WANTED);
  if (!isStatus(status) || !isJsonObject(headers)) return malformed(WANTED);
  const bytes = typeof kid === "string" ? bytesOfText(kid) : undefined;
  if (kid !== undefined && bytes === undefined) return malformed("kid must be a text");
  const read = readHeaders(new Map(Object.entries(headers)), headerFromJson);
  if (isMalformed(read)) return read;
  return { labels: [label], status, headers: read, kid: bytes && textOfBytes(bytes) };
}

function readHeaders<Raw>(
  raw: ReadonlyMap<number | string, Raw>,
  read: (value: Raw) => AnswerHeader | undefined,
): ReadonlyMap<string, AnswerHeader> | Malformed {
  const headers = new Map<string, AnswerHeader>();
  for (const [name, value] of raw) {
    const header = read(value);
    if (typeof name !== "string" || header === undefined) return malformed(HEADERS_WANTED);
    headers.set(name, header);
  }
  return headers.size > MOST_HEADERS ? malformed(HEADERS_WANTED) : headers;
}

function headerFromCbor(value: CborValue): AnswerHeader | undefined {
  if (typeof value === "string") return value;
  const [urlPrefix, claims, ...rest] = isCborArray(value) ? value : [];
  if (typeof urlPrefix !== "string" || rest.length > 0) return undefined;
  return isCborMap(claims) ? { urlPrefix, claims } : undefined;
}

/** JSON has new claims as [label, value] pairs of integers, texts and null, which are filled in when the token is made. */
function headerFromJson(json: Json): AnswerHeader | undefined {
  if (typeof json === "string") return json;
  if (!isJsonObject(json) || typeof json["urlPrefix"] !== "string" || !isJsonArray(json["claims"]))
    return undefined;
  const claims = new Map<number | string, CborValue>();
  for (const pair of json["claims"]) {
    const [label, value] = isJsonArray(pair) ? pair : [];
    if (!isLabel(label) || (typeof value !== "number" && typeof value !== "string" && value !== null))
      return undefined;
    claims.set(
      label,
      typeof value === "number" && !Number.isSafeInteger(value) ? new CborFloat(value) : value,
    );
  }
  return { urlPrefix: json["urlPrefix"], claims };
}

function headerToJson(value: AnswerHeader): Json {
  if (typeof value === "string") return value;
  const pairs: Json[] = [];
  for (const [label, item] of value.claims) pairs.push([label, simpleJson(item)]);
  return { urlPrefix: value.urlPrefix, claims: pairs };
}

/** Claims of other shapes are there for the issuer alone and are not shown. */
function simpleJson(value: CborValue): Json {
  if (value instanceof CborFloat) return value.value;
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function isStatus(value: unknown): value is number {
  return isUint(value) && value >= 100 && value <= 599;
}

function isLabel(value: unknown): value is number | string {
  return typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value));
}
