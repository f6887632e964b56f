import { parseNetwork } from "@sluice/policy";
import { z } from "zod";
import { membersOf } from "../members-of.ts";

/** Entries that one claim may have (OpenAPI of Wowza Video: catu, catnip, catgeoiso3166). */
const MOST = 5;
const LONGEST_TEXT = 2048;
const LONGEST_NAME = 256;
const LATEST_SECONDS = 100_000_000_000;
/** Prefixes of catnip at most: v4 and v6 (their text says below, their examples have 24). */
const LONGEST_PREFIX = { 52: 24, 54: 56 } as const;
const BYTES = { 52: 4, 54: 16 } as const;

const name = z.string().min(1).max(LONGEST_NAME);
/** Unix seconds; the samples have some of them as text. */
const seconds = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,12}$/)
        .transform(Number),
    ],
    { error: "must be Unix seconds" },
  )
  .refine(at => at >= 0 && at <= LATEST_SECONDS, "must be Unix seconds, not milliseconds");

const match = z
  .tuple([z.int().min(0).max(3), z.string().max(LONGEST_TEXT)])
  .refine(([kind, text]) => kind === 0 || text !== "", "an empty text limits nothing");

/** Which parts of the URL must be what: `{"3": [3, "<video-id>"]}`. */
const catu = z
  .record(z.string(), match)
  .refine(parts => Object.keys(parts).every(part => /^[0-8]$/.test(part)), "parts of a URL are 0 to 8")
  .refine(parts => Object.keys(parts).length > 0, "must name one part of the URL at least")
  .refine(parts => Object.keys(parts).length <= MOST, `has at most ${MOST} entries`);

const network = z
  .strictObject({
    tag: z.union([z.literal(52), z.literal(54)], { error: "is 52 (IPv4) or 54 (IPv6)" }),
    value: z.tuple([z.int().min(1), z.record(z.string(), z.int().min(0).max(255))]),
  })
  .transform(({ tag, value: [length, bytes] }, context) => {
    const text = networkText(tag, length, bytes);
    if (text !== undefined) return text;
    const message = `must be [prefix up to ${LONGEST_PREFIX[tag]}, {"0": byte, …}] without bits behind the prefix`;
    context.issues.push({ code: "custom", message, input: bytes });
    return z.NEVER;
  });

const order = z.strictObject({
  key_id: z
    .string({ error: ({ input }) => (input === undefined ? "can't be blank" : "must be a text") })
    .min(1, "can't be blank")
    .max(LONGEST_NAME),
  exp: seconds.optional(),
  nbf: seconds.optional(),
  iat: seconds.optional(),
  iss: name.optional(),
  sub: name.optional(),
  aud: name.optional(),
  cti: name.optional(),
  catv: z.literal(1).optional(),
  catu: catu.optional(),
  catnip: z.array(network).min(1, "an empty list would let nobody in: leave it out").max(MOST).optional(),
  catgeoiso3166: z
    .array(z.string().regex(/^[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?$/, "is written SE or CA-ON"))
    .min(1, "an empty list would let nobody in: leave it out")
    .max(MOST)
    .optional(),
});

/**
 * The body of a new playback token, alone as in the samples or inside `playback_token`, as Wowza wraps what it makes. Every field
 * limits the token: one that is not known is refused, not left out.
 */
export const tokenOrder = z.preprocess(unwrapped, order);

/** What a playback token is to say, and the key that signs it. */
export type TokenOrder = z.infer<typeof order>;

/** A wrap that stands alone: beside other fields it is one that is not known. */
function unwrapped(body: unknown): unknown {
  const own = membersOf(body);
  const inner = membersOf(own?.["playback_token"]);
  return inner && Object.keys(own ?? {}).length === 1 ? inner : body;
}

/** A prefix as `192.0.2.0/24` or `2001:db8:0:…/48`; undefined where it is none, or a longer one than they take. */
function networkText(
  tag: 52 | 54,
  length: number,
  bytes: Readonly<Record<string, number>>,
): string | undefined {
  const given = Object.keys(bytes).length;
  const whole = Array.from({ length: BYTES[tag] }, (_, index) => bytes[String(index)]);
  // The bytes are the first ones, without a gap.
  const isInOrder = whole.every((byte, index) => (byte !== undefined) === index < given);
  if (!isInOrder || given === 0 || given > BYTES[tag] || length > LONGEST_PREFIX[tag]) return undefined;
  const text = `${addressText(
    tag,
    whole.map(byte => byte ?? 0),
  )}/${length}`;
  return parseNetwork(text) && text;
}

function addressText(tag: 52 | 54, bytes: readonly number[]): string {
  if (tag === 52) return bytes.join(".");
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0));
  return words.map(word => word.toString(16)).join(":");
}
