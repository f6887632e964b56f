import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CatClaims, labelProfiles } from "../packages/token/src/index.ts";
import { type ForeignKey, secretKey, signingKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { type AskedOf, CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { encrypted, freshCti, makeCat, makeCatOf } from "./claims/make-cat.ts";

const keys = {
  plain: secretKey("HS256", "plain"),
  akamai: secretKey("HS256", "akamai", { label_profile: "akamai-2024" }),
  quicr: secretKey("HS256", "quicr", { label_profile: "quicr-2026" }),
  pair: signingKey("pair"),
  content: secretKey("A256GCM", "content"),
  small: secretKey("A128GCM", "small"),
};
/** Has the name of a key that the server knows, and another secret. */
const impostor = secretKey("A256GCM", "content");
const unknown = secretKey("A256GCM", "unknown");
const akamai = labelProfiles.get("akamai-2024");
const quicr = labelProfiles.get("quicr-2026");
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({
    publicUrl: "https://tv.example",
    keys: Object.values(keys),
    places: { "203.0.113.0/24": { country: "SE" }, "198.51.100.0/24": { country: "US" } },
  });
});

afterAll(() => running.stop());

const asPlayer = createAsk(() => running.server);
const ask = async (token: string, { headers, ...asked }: AskedOf = {}) =>
  outcomeOf(await asPlayer(ENTRY, { ...asked, headers: { ...headers, [CAT_HEADER]: token } }));

const here = { catu: { path: { prefix: "/cup/one/" } } };
const elsewhere = { catu: { path: { prefix: "/cup/two/" } } };
const sweden = { catgeoiso3166: ["SE"] };
const america = { catgeoiso3166: ["US"] };
const onHttp2 = { catalpn: ["h2"] };

describe("compositions, where the key names the labels", () => {
  const profiles = [
    ["akamai-2024", keys.akamai, akamai],
    ["quicr-2026", keys.quicr, quicr],
  ] as const;

  describe.each(profiles)("of %s", (_, key, labels) => {
    const cases: readonly (readonly [string, CatClaims, string])[] = [
      ["one of two holds", { or: [elsewhere, here] }, "allowed"],
      ["none of two holds", { or: [elsewhere, america] }, "composition-not-met"],
      ["one holds, the other cannot be known", { or: [onHttp2, here] }, "allowed"],
      ["none holds, and one cannot be known", { or: [elsewhere, onHttp2] }, "context-missing"],
      ["both hold", { and: [here, sweden] }, "allowed"],
      ["one of both does not hold", { and: [here, america] }, "composition-not-met"],
      ["one of both cannot be known", { and: [here, onHttp2] }, "context-missing"],
      ["none of the forbidden holds", { nor: [elsewhere, america] }, "allowed"],
      ["one of the forbidden holds", { nor: [elsewhere, sweden] }, "composition-not-met"],
      ["one of the forbidden cannot be known", { nor: [elsewhere, onHttp2] }, "context-missing"],
      ["one inside another", { or: [elsewhere, { and: [sweden, { nor: [america] }] }] }, "allowed"],
      ["one use inside of it", { or: [{ catreplay: 1, cti: "inside" }] }, "claim-unsupported"],
      ["beside a claim that refuses", { or: [here], catm: ["HEAD"] }, "request-method-not-allowed"],
    ];

    test.each(cases)("%s", async (__, claims, outcome) => {
      const cti = freshCti();
      const token = makeCat(key, { cti, catreplay: 1, ...claims }, labels && { labels });
      expect(await ask(token)).toBe(outcome);
      expect(await usesOf(running.server, cti)).toBe(outcome === "allowed" ? 1 : 0);
    });
  });

  test("a set that was refused opens once its request is another", async () => {
    const token = makeCat(
      keys.akamai,
      { or: [america, onHttp2], catreplay: 1 },
      akamai && { labels: akamai },
    );
    expect(await ask(token, { headers: { "x-client-alpn": "h3" } })).toBe("composition-not-met");
    expect(await ask(token, { headers: { "x-client-alpn": "h2" } })).toBe("allowed");
    expect(await ask(token, { address: "198.51.100.7" })).toBe("token-already-used");
  });

  test("without a profile, and with another one, they are claims that nobody knows", async () => {
    const akamais = { or: [here] };
    for (const key of [keys.plain, keys.quicr]) {
      expect(await ask(makeCat(key, akamais, akamai && { labels: akamai }))).toBe("claim-unsupported");
    }
    // 324 is `or` to one and a TLS fingerprint to the others.
    for (const key of [keys.plain, keys.akamai]) {
      expect(await ask(makeCat(key, akamais, quicr && { labels: quicr }))).toBe("claim-malformed");
    }
  });

  test("crit: what it lists must be there and be known", async () => {
    const withCrit = (crit: readonly number[], more: CatClaims = {}) =>
      makeCat(keys.akamai, { crit, ...more }, akamai && { labels: akamai });
    expect(await ask(withCrit([312], here))).toBe("allowed");
    expect(["claim-malformed", "claim-unsupported"]).toContain(await ask(withCrit([312])));
    expect(["claim-malformed", "claim-unsupported"]).toContain(await ask(withCrit([60_000])));
  });

  test("too many sets inside each other are not read", async () => {
    // {43: [{43: [… {4: 1}]}]}, each of them a map and a list.
    const nested = (depth: number) => Buffer.from(`${"a1182b81".repeat(depth)}a10401`, "hex");
    expect(await ask(makeCatOf(keys.akamai, nested(2)))).toBe("composition-not-met");
    expect(await ask(makeCatOf(keys.akamai, nested(40)))).toBe("token-malformed");
  });
});

describe("encrypted claims", () => {
  const sealed = (claims: CatClaims, key: ForeignKey = keys.content, open: CatClaims = {}) =>
    makeCat(keys.akamai, open, akamai && { labels: akamai, encrypted: { key, claims } });

  test.each([
    ["A128GCM", keys.small],
    ["A256GCM", keys.content],
  ])("closed with %s they hold like open ones", async (_, key) => {
    expect(await ask(sealed({ ...here, ...sweden, sub: "person-17" }, key))).toBe("allowed");
    expect(await ask(sealed(america, key))).toBe("country-not-allowed");
    expect(await ask(sealed(america, key), { address: "198.51.100.7" })).toBe("allowed");
    expect(await ask(sealed({ catalpn: ["h2"] }, key))).toBe("context-missing");
    expect(await ask(sealed({ catreplay: 1 }, key, { cti: freshCti() }))).toBe("allowed");
  });

  test("what nobody here can open refuses", async () => {
    expect(await ask(sealed(here, unknown))).toBe("key-unknown");
    expect(await ask(sealed(here, impostor))).toBe("key-unknown");
  });

  test("the subject that they hide is in no list and no line of the log", async () => {
    const [cti, sub] = [freshCti(), `person-${randomBytes(6).toString("hex")}`];
    expect(await ask(sealed({ sub }, keys.content, { cti }))).toBe("allowed");
    const { body } = await running.server.api("GET", `/v1/tokens?jti=${cti}`);
    expect(JSON.stringify(body)).toContain(cti);
    expect(JSON.stringify(body)).not.toContain(sub);
    expect(running.server.output()).not.toContain(sub);
  });

  test("without the profile that has a label for them they are unknown", async () => {
    const token = makeCat(
      keys.plain,
      {},
      akamai && { labels: akamai, encrypted: { key: keys.content, claims: here } },
    );
    expect(await ask(token)).toBe("claim-unsupported");
  });
});

describe("a token that is encrypted as a whole", () => {
  test("plays when a key vouches for what is inside", async () => {
    for (const key of [keys.plain, keys.pair]) {
      for (const enclosed of [keys.content, keys.small]) {
        expect(await ask(makeCat(key, here, { enclosed }))).toBe("allowed");
        expect(await ask(makeCat(key, elsewhere, { enclosed }))).toBe("uri-not-allowed");
      }
    }
  });

  test("is spent by its cti, in whichever envelope it comes", async () => {
    const claims = { cti: freshCti(), catreplay: 1 as const };
    expect(await ask(makeCat(keys.plain, claims, { enclosed: keys.content }))).toBe("allowed");
    expect(await ask(makeCat(keys.plain, claims, { enclosed: keys.content }))).toBe("token-already-used");
    expect(await ask(makeCat(keys.plain, claims))).toBe("token-already-used");
  });

  test("is refused where it cannot be opened, and where nobody vouches for the inside", async () => {
    expect(await ask(makeCat(keys.plain, here, { enclosed: unknown }))).toBe("key-unknown");
    expect(await ask(makeCat(keys.plain, here, { enclosed: impostor }))).toBe("signature-invalid");
    const stranger = secretKey("HS256", "stranger");
    expect(await ask(makeCat(stranger, here, { enclosed: keys.content }))).toBe("key-unknown");
    const forged = secretKey("HS256", "plain");
    expect(await ask(makeCat(forged, here, { enclosed: keys.content }))).toBe("signature-invalid");
  });

  test("cannot lie inside another one", async () => {
    const inner = Buffer.from(makeCat(keys.plain, here, { enclosed: keys.content }), "base64url");
    expect(await ask(encrypted(keys.content, inner))).toBe("token-malformed");
  });

  test("needs a key that vouches: claims that are only encrypted open nothing", async () => {
    expect(await ask(makeCat(keys.content, here))).toBe("algorithm-not-allowed");
  });
});
