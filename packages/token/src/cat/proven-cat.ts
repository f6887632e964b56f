import type { CborMap } from "../cbor/value.ts";
import type { Grant, ProvenClaims } from "../formats/format.ts";
import type { Refused } from "../formats/judgement.ts";
import { textOfBytes } from "./byte-text.ts";
import { catreplay } from "./catreplay.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { parseClaims } from "./claims.ts";
import { cti } from "./cti.ts";
import { exp } from "./exp.ts";
import { iat } from "./iat.ts";
import { iss } from "./iss.ts";
import { nbf } from "./nbf.ts";
import { claimValue } from "./parsed-claim.ts";
import type { CatReadings } from "./readings.ts";
import { sub } from "./sub.ts";

/** A CAT opens what its `catu` says, for playing. */
const GRANTS: readonly Grant[] = [{ actions: ["play"], target: { organization: true } }];

/** The claims of a CAT, for which a key has vouched, in the terms that all formats share. */
export function provenCat(map: CborMap, readings: CatReadings): ProvenClaims | Refused {
  const claims = parseClaims(map, readings);
  if (isClaimProblem(claims)) return { refused: claims.reason, claim: claims.claim, detail: claims.detail };
  const id = claimValue(claims, cti);
  return {
    format: "cat",
    profile: undefined,
    issuer: claimValue(claims, iss),
    subject: claimValue(claims, sub),
    id: id && textOfBytes(id),
    issuedAtSeconds: claimValue(claims, iat),
    expiresAtSeconds: claimValue(claims, exp),
    notBeforeSeconds: claimValue(claims, nbf),
    limits: claims,
    grants: GRANTS,
    user: undefined,
    tag: undefined,
    domains: undefined,
    ip: undefined,
    maxUses: claimValue(claims, catreplay) === 1 ? 1 : undefined,
    maxSessions: undefined,
    disconnectAtExpiry: true,
  };
}
