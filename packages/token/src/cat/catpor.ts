import type { CborValue } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import { bytesOfText, textOfBytes } from "./byte-text.ts";
import type { Claim, Json, Malformed } from "./claim.ts";
import { cborNumber, finiteNumber, isCborArray, isJsonArray, malformed } from "./shapes.ts";

const PASSED = pass("not refused by chance");
const BARRED = fail("refused-by-chance", "it was refused by chance before, and is still barred");
const REFUSED = fail("refused-by-chance", "refused by chance");
const NO_DRAW = fail("context-missing", "no random number was drawn");
const NO_BAR = fail("context-missing", "nobody keeps what was refused by chance");
const WANTED = "it must be [probability from 0 to 1, id, time when it ends]";

/** How often to refuse by chance, and what to bar after it. */
export interface RefusalByChance {
  /** From 0 to 1. */
  readonly probability: number;
  /** Whom to bar, in UTF-8 or `0x` and hexadecimal. */
  readonly id: string;
  /** True where `id` is bytes on the wire. */
  readonly isBytes: boolean;
  /** Unix seconds; undefined: as long as the token lasts. */
  readonly barredUntilSeconds: number | undefined;
}

/** Refuses by chance; after a refusal whoever keeps state bars `id` until the time that is written. */
export const catpor: Claim<RefusalByChance> = {
  name: "catpor",
  label: 309,
  summary: "The probability with which a request is refused, and the id that is barred from then on.",
  source: "CTA-5007-B 4.6.7",
  checkedAt: "entry",
  parse,
  judge,
  encode: ({ probability, id, isBytes, barredUntilSeconds }) => [
    cborNumber(probability),
    isBytes ? (bytesOfText(id) ?? new Uint8Array()) : id,
    ...(barredUntilSeconds === undefined ? [] : [cborNumber(barredUntilSeconds)]),
  ],
  fromJson,
  toJson: ({ probability, id, barredUntilSeconds }) =>
    barredUntilSeconds === undefined ? [probability, id] : [probability, id, barredUntilSeconds],
};

function judge({ probability, id }: RefusalByChance, { draw, isBarred }: RequestContext): Finding {
  if (isBarred?.(id)) return BARRED;
  if (probability === 0) return PASSED;
  if (probability === 1) return REFUSED;
  if (draw === undefined) return NO_DRAW;
  if (isBarred === undefined) return NO_BAR;
  return draw < probability ? REFUSED : PASSED;
}

function parse(value: CborValue): RefusalByChance | Malformed {
  const [chance, id, until, ...rest] = isCborArray(value) ? value : [];
  const idText = id instanceof Uint8Array ? textOfBytes(id) : id;
  return rest.length > 0 ? malformed(WANTED) : refusal(chance, idText, until, id instanceof Uint8Array);
}

function fromJson(json: Json): RefusalByChance | Malformed {
  const [chance, id, until, ...rest] = isJsonArray(json) ? json : [];
  const bytes = typeof id === "string" ? bytesOfText(id) : undefined;
  // The id is written as bytes, as in CTA-5007-B; texts are read too.
  return rest.length > 0 || bytes === undefined
    ? malformed(WANTED)
    : refusal(chance, textOfBytes(bytes), until, true);
}

function refusal(
  chance: unknown,
  id: unknown,
  until: unknown,
  isBytes: boolean,
): RefusalByChance | Malformed {
  const probability = finiteNumber(chance);
  const barredUntilSeconds = finiteNumber(until);
  if (probability === undefined || probability < 0 || probability > 1) return malformed(WANTED);
  if (typeof id !== "string" || id === "") return malformed(WANTED);
  if (until !== undefined && barredUntilSeconds === undefined) return malformed(WANTED);
  return { probability, id, isBytes, barredUntilSeconds };
}
