import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { completeJwk, nodeSignatures } from "../crypto/node.ts";
import { KeyUnusable } from "../crypto/provider.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { verifyToken } from "../verify-sync.ts";
import { lineOf, prepareVectors } from "./run.ts";
import { object } from "./shapes.ts";

/** `npm run vectors -w packages/token -- FILE`: one JSON line per vector of the file, nothing else, on standard output. */

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: npm run vectors -w packages/token -- FILE");
  process.exit(2);
}

// npm runs this in packages/token; the path is meant from where npm was called.
const from = process.env.INIT_CWD ?? process.cwd();
const file = object(JSON.parse(readFileSync(resolve(from, path), "utf8")));
const cache = new Map<Jwk, Map<Algorithm, KeyMaterial | undefined>>();
for (const { vector, keys, context } of prepareVectors(file, Math.floor(Date.now() / 1000), importOnce)) {
  console.log(
    JSON.stringify(lineOf(vector, verifyToken(vector.token, { keys, signatures: nodeSignatures, context }))),
  );
}

function importOnce(jwk: Jwk, algorithm: Algorithm): KeyMaterial | undefined {
  const known = cache.get(jwk) ?? new Map<Algorithm, KeyMaterial | undefined>();
  cache.set(jwk, known);
  if (!known.has(algorithm)) known.set(algorithm, importKey(jwk, algorithm));
  return known.get(algorithm);
}

/** A key that does not fit what it is to do vouches for nothing. */
function importKey(jwk: Jwk, algorithm: Algorithm): KeyMaterial | undefined {
  try {
    return nodeSignatures.importKey(completeJwk(jwk), algorithm, "verify");
  } catch (problem) {
    if (problem instanceof KeyUnusable) return undefined;
    throw problem;
  }
}
