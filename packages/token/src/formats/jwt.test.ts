import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { jwtFormat, MAX_JWT_LENGTH } from "./jwt.ts";

const part = (text: string) => encodeBase64url(new TextEncoder().encode(text));
const jwt = (header: string, payload = '{"a":1}', signature = "AAAA") =>
  `${part(header)}.${part(payload)}.${signature}`;
const HEADER = '{"alg":"HS256"}';

describe("opening a JWT", () => {
  test("tells its key's name, its algorithm, what was signed and the claims", () => {
    const text = jwt(
      '{"alg":"ES256","kid":"k1","typ":"at+jwt","jku":"https://evil.example","jwk":{"kty":"oct"}}',
    );
    expect(jwtFormat.open(text)).toEqual({
      carries: "claims",
      format: "jwt",
      kid: "k1",
      algorithms: ["ES256"],
      use: "signature",
      signingInput: text.slice(0, text.lastIndexOf(".")),
      signature: new Uint8Array(3),
      claims: { a: 1 },
    });
  });

  test.each(["none", "None", "HS1", "ES512", "A128GCM", "dir", "constructor", "__proto__", ""])(
    "the algorithm %j fits no key",
    alg => {
      expect(jwtFormat.open(jwt(JSON.stringify({ alg })))?.algorithms).toEqual([]);
    },
  );

  test.each([
    ["no algorithm", "{}"],
    ["an algorithm that is no text", '{"alg":256}'],
    ["a list of algorithms", '{"alg":["HS256"]}'],
    ["a kid that is a number", '{"alg":"HS256","kid":1}'],
    ["a kid that is null", '{"alg":"HS256","kid":null}'],
    ["a typ that is no text", '{"alg":"HS256","typ":1}'],
    ["crit", '{"alg":"HS256","crit":["exp"],"exp":1}'],
    ["an empty crit", '{"alg":"HS256","crit":[]}'],
    ["b64 false", '{"alg":"HS256","b64":false,"crit":["b64"]}'],
    ["b64 true", '{"alg":"HS256","b64":true}'],
    ["two algorithms", '{"alg":"HS256","alg":"none"}'],
    ["a list", '["HS256"]'],
    ["no JSON", "HS256"],
  ])("a header with %s is refused", (_, header) => {
    expect(jwtFormat.open(jwt(header))).toBeUndefined();
    // The second time it would come from the headers that are kept.
    expect(jwtFormat.open(jwt(header))).toBeUndefined();
  });

  test.each([
    ["padding", `${part('{"alg":"HS256","x":1}')}=.${part("{}")}.AAAA`],
    ["a letter of the standard alphabet", `${part(HEADER)}.${part("{}")}.AA+/`],
    ["a line break", `${part(HEADER)}.${part("{}")}.AA\nAA`],
    ["a blank at the end", `${jwt(HEADER)} `],
    ["loose bits in the signature", `${part(HEADER)}.${part("{}")}.AAB`],
    ["an impossible length", `${part(HEADER)}.${part("{}")}.AAAAA`],
    ["no payload", `${part(HEADER)}..AAAA`],
    ["no header", `.${part("{}")}.AAAA`],
    ["two parts", `${part(HEADER)}.${part("{}")}`],
    ["four parts", `${jwt(HEADER)}.AAAA`],
    ["five parts, as a JWE has them", `${jwt(HEADER)}.AAAA.AAAA`],
    ["a payload that is a list", jwt(HEADER, "[]")],
    ["a payload that is a JWT", jwt(HEADER, jwt(HEADER))],
    ["two claims of one name", jwt(HEADER, '{"exp":1,"exp":99999999999}')],
  ])("a token with %s is refused", (_, text) => {
    expect(jwtFormat.open(text)).toBeUndefined();
  });

  test("4,096 characters are read, one more is refused", () => {
    const signatureLength = MAX_JWT_LENGTH - jwt(HEADER, "{}", "").length;
    const longest = jwt(HEADER, "{}", "A".repeat(signatureLength));
    expect(longest).toHaveLength(MAX_JWT_LENGTH);
    expect(jwtFormat.open(longest)).toBeDefined();
    expect(jwtFormat.open(`${longest}A`)).toBeUndefined();
  });

  test("more headers than are kept are all read right, again and again", () => {
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 200; index += 1) {
        expect(jwtFormat.open(jwt(JSON.stringify({ alg: "HS256", kid: `k${index}` })))?.kid).toBe(
          `k${index}`,
        );
      }
    }
  });

  test("a header that begins with one that is kept is another header", () => {
    expect(jwtFormat.open(jwt(HEADER))?.kid).toBeUndefined();
    const longer = `${part(HEADER)}${part("x")}`;
    expect(jwtFormat.open(`${longer}.${part("{}")}.AAAA`)).toBeUndefined();
  });
});

describe("a text looks like a JWT", () => {
  test("when it has three parts and begins as a header in braces does", () => {
    expect(jwtFormat.looksLike(jwt(HEADER))).toBe(true);
  });

  test.each([
    "st_0123456789ab01234567890123456789012345678",
    "2D3RhEOhAQWhBExTeW1tZXRyaWM",
    "e",
    "ey.",
    "ey.a",
    "ey.a.b.c",
    "ey.a.b.c.d",
    ".a.b",
    "x.a.b",
    "",
  ])("%j does not", text => {
    expect(jwtFormat.looksLike(text)).toBe(false);
  });
});
