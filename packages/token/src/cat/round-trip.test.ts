import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCbor } from "../cbor/decode.ts";
import { encodeCbor } from "../cbor/encode.ts";
import type { Json } from "./claim.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claimsFromJson, claimsToJson, parseClaims } from "./claims.ts";

const text = fc.string({ minLength: 1, maxLength: 12 });
/** Of claims that are bytes on the wire: a text that begins with 0x is read as hexadecimal. */
const bytesAsText = text.filter(one => !one.startsWith("0x"));
const texts = fc.array(text, { minLength: 2, maxLength: 4 });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString("hex"));
const seconds = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0),
);
const match = fc
  .record(
    { exact: text, prefix: text, suffix: text, contains: text, sha256: hash, "sha512-256": hash },
    { requiredKeys: [] },
  )
  .filter(one => Object.keys(one).length > 0);
const octet = fc.integer({ min: 0, max: 255 });
const network = fc.oneof(
  fc.tuple(octet, octet, octet, octet).map(bytes => bytes.join(".")),
  fc.tuple(octet, octet).map(([a, b]) => `${a}.${b}.0.0/16`),
  fc.integer({ min: 1, max: 0xffff }).map(word => `2001:db8:${word.toString(16)}::/48`),
  fc.integer({ min: 0, max: 4_294_967_295 }),
);
const claimSet = fc.record(
  {
    iss: text,
    sub: text,
    aud: fc.oneof(text, texts),
    exp: seconds,
    nbf: seconds,
    iat: seconds,
    cti: bytesAsText,
    catv: fc.constant(1),
    catreplay: fc.constantFrom(0, 2),
    catm: texts,
    catalpn: fc.array(bytesAsText, { minLength: 2, maxLength: 4 }),
    catifdata: fc.oneof(text, texts),
    catnip: fc.array(network, { maxLength: 5 }),
    catu: fc.record({ path: match, host: match, extension: match }, { requiredKeys: ["path"] }),
    cath: fc.record({ "user-agent": match, "X-App": match }, { requiredKeys: ["X-App"] }),
    catgeocoord: fc.array(
      fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 }), fc.nat()),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    catgeoalt: fc.tuple(fc.integer(), fc.nat()),
    catpor: fc.tuple(fc.constantFrom(0, 0.25, 1), bytesAsText, fc.nat()),
    catr: fc.record(
      {
        type: fc.constantFrom("automatic", "cookie", "header", "redirect"),
        expadd: fc.integer({ min: 1 }),
        deadline: fc.nat(),
        cookieName: text,
        headerParams: texts,
      },
      { requiredKeys: ["type", "expadd"] },
    ),
  },
  { requiredKeys: [] },
);

test("claims in JSON are the same after they were written in CBOR and read", () => {
  fc.assert(
    fc.property(claimSet, set => {
      const json: Json = JSON.parse(JSON.stringify(set));
      const map = claimsFromJson(json, {});
      if (isClaimProblem(map)) throw new Error(`${map.claim}: ${map.detail}`);
      const read = decodeCbor(encodeCbor(map));
      const claims = read instanceof Map ? parseClaims(read, {}) : undefined;
      expect(claims && !isClaimProblem(claims) ? claimsToJson(claims) : claims).toEqual(json);
    }),
    { numRuns: 300 },
  );
});

test("whatever JSON is given, claims are read or refused, and nothing is thrown", () => {
  const names = [
    "exp",
    "aud",
    "cti",
    "cnf",
    "catu",
    "cath",
    "catnip",
    "catr",
    "catif",
    "catpor",
    "catdpop",
    "cattprint",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      const json: Json = JSON.parse(JSON.stringify({ [name]: value }));
      expect(claimsFromJson(json, {})).toBeTypeOf("object");
    }),
    { numRuns: 500 },
  );
});
