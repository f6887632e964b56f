import { IDEMPOTENCY_SECONDS, type IdempotencyName, type IdempotencyRecord } from "../idempotency.ts";
import type { TokenRecord } from "../token-record.ts";
import { insertTokens } from "./records.ts";
import type { MemoryState } from "./state.ts";

/** The request that was made under this key within the last 24 hours. */
export function idempotentRequest(
  state: MemoryState,
  name: IdempotencyName,
  nowSeconds: number,
): IdempotencyRecord | undefined {
  const request = state.requests.get(keyOf(name));
  return request && request.createdAtSeconds > nowSeconds - IDEMPOTENCY_SECONDS ? request : undefined;
}

/** Adds the tokens and the request that made them, unless there is an earlier one under its key. */
export function insertTokensOnce(
  state: MemoryState,
  tokens: readonly TokenRecord[],
  request: IdempotencyRecord,
): IdempotencyRecord | undefined {
  const earlier = idempotentRequest(state, request, request.createdAtSeconds);
  if (earlier) return earlier;
  insertTokens(state, tokens);
  state.requests.set(keyOf(request), request);
  return undefined;
}

function keyOf({ organization, apiKey, keyHash }: IdempotencyName): string {
  return [organization, apiKey, Buffer.from(keyHash).toString("hex")].join("\0");
}
