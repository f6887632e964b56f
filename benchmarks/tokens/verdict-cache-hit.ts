import { type KeyRing, proveSync, verdict } from "@sluice/token";
import { nodeCrypto, nodeSignatures } from "@sluice/token/node";
import { createVerdictCache } from "../../packages/server/src/access/signed/verdict-cache.ts";
import type { Verify } from "./contenders.ts";
import type { Sample } from "./fixtures.ts";

const PLACE = { organization: "bench", revision: 1 };

/** The server's cache of proven tokens, filled with these; then every limit is judged as ever. */
export function verdictCacheHit(keys: KeyRing, samples: readonly Sample[]): Verify {
  const cache = createVerdictCache(nodeCrypto);
  for (const { text } of samples) {
    const proof = proveSync(text, keys, nodeSignatures);
    if ("refused" in proof) throw new Error(proof.detail);
    cache.set({ ...PLACE, text }, proof);
  }
  return ({ text, url }) => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const proof = cache.get({ ...PLACE, text }, nowSeconds);
    return proof !== undefined && verdict(proof, { nowSeconds, url, method: "GET" }, false).allowed;
  };
}
