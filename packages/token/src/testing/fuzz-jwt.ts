import { encodeBase64url } from "../bytes/base64url.ts";
import { jwtFormat } from "../formats/jwt.ts";
import { judgedUnchecked } from "./fuzz-judgement.ts";
import { type FuzzTarget, textOf, textSeeds } from "./fuzz-target.ts";

const encoder = new TextEncoder();
const HEADER = '{"alg":"HS256","typ":"JWT","kid":"k1"}';
const FIRST_CLAIMS = '{"exp":1750000060,"actions":["play"],"target":{"streams":["live/cam1"]}}';
const CLAIMS = [
  FIRST_CLAIMS,
  '{"streamId":"cam1","type":"play","exp":1750000060}',
  '{"exp":1750000060,"mediamtx_permissions":[{"action":"read","path":"live/cam1"},{"action":"publish","path":"~^live/.*$"}]}',
  '{"iss":"issuer.example","exp":1750000060,"cdniv":1,"cdniuc":"regex:/live/[a-z0-9]+/.*","cdniets":30,"cdnistt":1,"cdnistd":2}',
];

const tokenOf = (header: Uint8Array, claims: Uint8Array) =>
  `${encodeBase64url(header)}.${encodeBase64url(claims)}.${"A".repeat(43)}`;

/** The reader of the three parts of a JWT. */
export const jwtFuzz: FuzzTarget = {
  name: "jwt",
  seeds: textSeeds(CLAIMS.map(claims => tokenOf(encoder.encode(HEADER), encoder.encode(claims)))),
  run: input => judgedUnchecked(jwtFormat, jwtFormat.open(textOf(input))),
};

/** The readers of its claims and claim maps, behind a header that is always right. */
export const jwtClaimsFuzz: FuzzTarget = {
  name: "jwt-claims",
  seeds: textSeeds(CLAIMS),
  run: input => judgedUnchecked(jwtFormat, jwtFormat.open(tokenOf(encoder.encode(HEADER), input))),
};

/** The reader of its header. */
export const jwtHeaderFuzz: FuzzTarget = {
  name: "jwt-header",
  seeds: textSeeds([HEADER]),
  run: input => judgedUnchecked(jwtFormat, jwtFormat.open(tokenOf(input, encoder.encode(FIRST_CLAIMS)))),
};
