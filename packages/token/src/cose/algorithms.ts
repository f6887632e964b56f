import type { CborValue } from "../cbor/value.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "../keys/algorithms.ts";

const NONE: readonly Algorithm[] = [];
const byIdentifier = new Map<CborValue, readonly Algorithm[]>();
for (const name of Object.keys(algorithms)) {
  if (!isAlgorithm(name)) continue;
  const { cose }: AlgorithmFacts = algorithms[name];
  for (const identifier of cose) byIdentifier.set(identifier, [name]);
}

/** The algorithm that a header's `alg` names. Empty: none that is allowed. Undefined: the header is silent. */
export function coseAlgorithms(alg: CborValue): readonly Algorithm[] | undefined {
  return alg === undefined ? undefined : (byIdentifier.get(alg) ?? NONE);
}

/** The identifier that is written for an algorithm. Throws a TypeError for one that COSE messages here never have. */
export function coseIdentifier(algorithm: Algorithm): number {
  const { cose }: AlgorithmFacts = algorithms[algorithm];
  if (cose[0] === undefined) throw new TypeError(`${algorithm} is not used with COSE`);
  return cose[0];
}

function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}
