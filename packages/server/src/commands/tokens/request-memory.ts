import { createKeyedHash } from "../../keys/keyed-hash.ts";
import type { Sealer } from "../../keys/seal.ts";
import type { IdempotencyRecord } from "../../store/idempotency.ts";
import type { DraftedToken } from "./drafted-token.ts";

/** In no token's text. */
const BETWEEN = " ";

/** Keeps what a request made so that it can be answered again, without a text in clear. */
export interface RequestMemory {
  /** A keyed hash: a short Idempotency-Key cannot be guessed from a stolen database. */
  hash(text: string): Uint8Array;
  /** The request with the tokens it made, sealed. */
  keep(
    request: Omit<IdempotencyRecord, "sealed" | "tokenIds">,
    tokens: readonly DraftedToken[],
  ): IdempotencyRecord;
  /** The tokens' texts again, in their order. */
  textsOf(request: IdempotencyRecord): readonly string[];
}

/** `hashKeyBytes`: 32 bytes, derived for this alone. */
export function createRequestMemory(hashKeyBytes: Uint8Array, sealer: Sealer): RequestMemory {
  return {
    hash: createKeyedHash(hashKeyBytes),
    keep(request, tokens) {
      const texts = tokens.map(({ text }) => text.expose());
      const sealed = sealer.seal(texts.join(BETWEEN), placeOf(request));
      return { ...request, tokenIds: tokens.map(({ record }) => record.id), sealed };
    },
    textsOf: request => sealer.open(request.sealed, placeOf(request)).split(BETWEEN),
  };
}

function placeOf({ organization, apiKey, keyHash }: Omit<IdempotencyRecord, "sealed" | "tokenIds">): string {
  return ["idempotency", organization, apiKey, Buffer.from(keyHash).toString("hex")].join("/");
}
