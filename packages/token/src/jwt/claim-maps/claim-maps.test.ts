import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Grant } from "../../formats/format.ts";
import { informationalClaims } from "../informational-claims.ts";
import { judgeJwt } from "../judge-jwt.ts";
import { isRefused } from "../refused.ts";
import { registeredNames } from "../registered-claims.ts";
import type { ClaimMap, ClaimsToWrite } from "./claim-map.ts";
import { claimMaps } from "./index.ts";
import { nanostream } from "./nanostream.ts";

const text = fc.string({ minLength: 1, maxLength: 12 });
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const texts = fc.array(text, { minLength: 1, maxLength: 4 });
const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
const target = fc.oneof(
  texts.map(streams => ({ streams })),
  text.map(group => ({ group })),
  fc.constant({ organization: true } as const),
  fc.constantFrom("^cam[0-9]+$", "live/.*").map(pattern => ({ pattern })),
);
const grant: fc.Arbitrary<Grant> = fc.record({
  actions: fc.constantFrom<Grant["actions"]>(["play"], ["publish"], ["play", "publish"]),
  target,
});
const wanted: fc.Arbitrary<ClaimsToWrite> = fc.record({
  issuer: optional(text),
  subject: optional(text),
  audiences: optional(texts),
  id: optional(text),
  issuedAtSeconds: optional(seconds),
  notBeforeSeconds: optional(seconds),
  expiresAtSeconds: optional(seconds),
  grants: fc.array(grant, { minLength: 1, maxLength: 2 }),
  user: optional(text),
  tag: optional(text),
  domains: optional(texts),
  ip: optional(fc.array(fc.ipV4(), { minLength: 1, maxLength: 2 })),
  maxUses: optional(fc.integer({ min: 1, max: 9 })),
  maxSessions: optional(fc.integer({ min: 1, max: 9 })),
  disconnectAtExpiry: optional(fc.boolean()),
  uriContainer: optional(fc.constantFrom("regex:^https://cdn", "hash:sha-256;AAAA")),
});
/** Fewer wishes, which the maps with fewer words can say. */
const modest = fc
  .tuple(
    wanted,
    fc.constantFrom<readonly (keyof ClaimsToWrite)[]>([], ["user"], ["uriContainer"], ["user", "tag"]),
  )
  .map(
    ([full, kept]): ClaimsToWrite => ({
      ...Object.fromEntries(kept.map(name => [name, full[name]])),
      issuer: full.issuer,
      id: full.id,
      expiresAtSeconds: full.expiresAtSeconds,
      grants: full.grants.slice(0, 1),
    }),
  );

const signedUri: fc.Arbitrary<ClaimsToWrite> = fc.record({
  id: optional(text),
  subject: optional(text),
  grants: fc.constant<readonly Grant[]>([{ actions: ["play"], target: { organization: true } }]),
  uriContainer: fc.constantFrom("regex:^https://cdn", `hash:sha-256;${"A".repeat(43)}`),
});

const narrow: fc.Arbitrary<ClaimsToWrite> = fc.record({
  expiresAtSeconds: optional(seconds),
  user: optional(text),
  grants: fc
    .tuple(fc.constantFrom("play" as const, "publish" as const), text)
    .map(([action, stream]): readonly Grant[] => [{ actions: [action], target: { streams: [stream] } }]),
});

/** Every action on every target, one by one: how grants are spread over a token does not matter. */
function spread(grants: readonly Grant[]): readonly string[] {
  const each = grants.flatMap(({ actions, target: opened }) =>
    actions.flatMap(action =>
      "streams" in opened
        ? opened.streams.map(stream => JSON.stringify([action, { stream }]))
        : [JSON.stringify([action, opened])],
    ),
  );
  return [...new Set(each)].sort();
}

function readBack(map: ClaimMap, written: object) {
  const proven = judgeJwt({ claims: written }, {});
  if ("refused" in proven) throw new Error(`${map.id} wrote what is refused: ${proven.detail}`);
  return proven;
}

describe.each(claimMaps.map(map => [map.id, map] as const))("the claim map %s", (id, map) => {
  test("reads back all that it writes, and refuses to write what it has no words for", () => {
    let written = 0;
    fc.assert(
      fc.property(fc.oneof(wanted, modest, signedUri, narrow), wish => {
        const claims = map.write(wish);
        if (isRefused(claims)) return;
        written += 1;
        const proven = readBack(map, claims);
        expect(proven.profile).toBe(id);
        expect(proven.id).toBe(wish.id);
        expect(proven.issuer).toBe(wish.issuer);
        expect(proven.subject).toBe(
          id === "nanostream" || id === "rfc9246" ? wish.subject : (wish.user ?? wish.subject),
        );
        expect(proven.expiresAtSeconds).toBe(wish.expiresAtSeconds);
        expect(proven.tag).toBe(wish.tag);
        expect(proven.domains).toEqual(wish.domains);
        expect(proven.maxUses).toBe(wish.maxUses);
        expect(proven.maxSessions).toBe(wish.maxSessions);
        expect(spread(proven.grants)).toEqual(spread(wish.grants));
        if (id === "rfc9246") return;
        expect(proven.user).toBe(id === "nanostream" ? wish.user : (wish.user ?? wish.subject));
        expect(proven.ip).toEqual(wish.ip);
        expect(proven.disconnectAtExpiry).toBe(wish.disconnectAtExpiry ?? false);
      }),
      { numRuns: 3_000 },
    );
    expect(written).toBeGreaterThan(20);
  });

  test("describes every claim of its own once, and none that is registered or only informs", () => {
    const names = map.claims.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(
      names.filter(name => informationalClaims.has(name) || registeredNames.some(own => own === name)),
    ).toEqual([]);
    for (const { type, meaning } of map.claims) expect(type.length * meaning.length).toBeGreaterThan(0);
  });

  test("never throws, whatever the values of its claims are", () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text, texts, fc.integer(), fc.boolean());
    const claims = fc.record(
      Object.fromEntries(
        [...map.claims.map(({ name }) => name), ...registeredNames].map(name => [name, value]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(claims, members => {
        const proven = judgeJwt({ claims: members }, { claimMap: id });
        if (!("refused" in proven)) expect(proven.profile).toBe(id);
      }),
      { numRuns: 1_000 },
    );
  });
});

test("the ids of the claim maps are different", () => {
  expect(new Set(claimMaps.map(({ id }) => id)).size).toBe(claimMaps.length);
});

describe("claims of nanostream that limit nothing", () => {
  const wish: ClaimsToWrite = { grants: [{ actions: ["play"], target: { streams: ["abc-1"] } }] };
  const write = (claims: ClaimsToWrite["claims"]) => nanostream.write({ ...wish, claims });

  test("are written as the issuer has them, and read back as if they were not there", () => {
    const written = write({ cust: { order: [7, null] }, revocable: true });
    expect(written).toMatchObject({ cust: { order: [7, null] }, revocable: true });
    expect(readBack(nanostream, written).grants).toEqual(wish.grants);
  });

  test.each([
    ["another claim", { exp: 1 }],
    ["a limit of its own", { ip: "192.0.2.1" }],
    ["revocable that is no boolean", { revocable: 1 }],
    ["cust that is too deep to be read again", { cust: JSON.parse("[".repeat(16) + "]".repeat(16)) }],
  ])("%s is refused", (_, claims) => {
    expect(isRefused(write(claims))).toBe(true);
  });

  test("are none of another vocabulary's: it refuses them instead of leaving them out", () => {
    for (const map of claimMaps.filter(({ id }) => id !== "nanostream")) {
      expect(isRefused(map.write({ ...wish, claims: { cust: 1 } })), map.id).toBe(true);
    }
  });
});
