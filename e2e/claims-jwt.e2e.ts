import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSignatures } from "../packages/token/src/crypto/node.ts";
import { claimMaps, issueJwt, type JsonObject } from "../packages/token/src/index.ts";
import { secretKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { type AskedOf, createAsk, ENTRY, outcomeOf } from "./claims/create-ask.ts";
import { freshCti, fromNow } from "./claims/make-cat.ts";

const key = secretKey("HS256", "jwt");
const cup = secretKey("HS256", "cup", { application: "cup" });
const pinned = secretKey("HS256", "pinned", { claim_map: "antmedia" });
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({ publicUrl: "https://tv.example", keys: [key, cup, pinned] });
});

afterAll(() => running.stop());

const ask = createAsk(() => running.server);
type Claims = Readonly<Record<string, unknown>>;

/** The claims as they are, for an hour and with a name of their own unless they say otherwise. */
function jwt(claims: Claims, by = key): string {
  const whole = { exp: fromNow(3600), jti: freshCti(), ...claims };
  const json: JsonObject = JSON.parse(JSON.stringify(whole));
  return issueJwt({ claims: json, key: by, kid: by.kid, signatures: nodeSignatures });
}

const answer = async (claims: Claims, asked: AskedOf = {}, by = key) =>
  outcomeOf(await ask(`${ENTRY}?token=${jwt(claims, by)}`, asked));

const one = { streams: ["cup/one"] };
const ours = { actions: ["play"], target: one };
const from = (address: string): AskedOf => ({ address });
const embedded = (site: string): AskedOf => ({ headers: { origin: site } });
const container = "regex:^https://tv[.]example/cup/one/[a-z0-9.]+$";

interface Case {
  readonly title: string;
  readonly claims: Claims;
  readonly asked?: AskedOf;
  readonly outcome: string;
}

/** By claim map: allowed, denied and malformed for each word of it that decides something. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  sluice: [
    { title: "a stream", claims: ours, outcome: "allowed" },
    {
      title: "the organization",
      claims: { actions: ["play", "publish"], target: { organization: true } },
      outcome: "allowed",
    },
    {
      title: "the stream's own group",
      claims: { actions: ["play"], target: { group: "cup/one" } },
      outcome: "allowed",
    },
    {
      title: "another group",
      claims: { actions: ["play"], target: { group: "lobby" } },
      outcome: "wrong-stream",
    },
    {
      title: "another stream",
      claims: { ...ours, target: { streams: ["cup/two"] } },
      outcome: "wrong-stream",
    },
    { title: "another action", claims: { ...ours, actions: ["publish"] }, outcome: "wrong-action" },
    { title: "a network of the client", claims: { ...ours, ip: ["203.0.113.0/24"] }, outcome: "allowed" },
    { title: "another network", claims: { ...ours, ip: ["198.51.100.0/24"] }, outcome: "ip-not-allowed" },
    {
      title: "the site that embeds the player",
      claims: { ...ours, domains: ["shop.example"] },
      asked: embedded("https://shop.example"),
      outcome: "allowed",
    },
    {
      title: "another site",
      claims: { ...ours, domains: ["shop.example"] },
      asked: embedded("https://evil.example"),
      outcome: "domain-not-allowed",
    },
    {
      title: "a site where none is told",
      claims: { ...ours, domains: ["shop.example"] },
      outcome: "domain-unknown",
    },
    {
      title: "actions that nobody knows",
      claims: { ...ours, actions: ["watch"] },
      outcome: "claim-malformed",
    },
    {
      title: "two targets",
      claims: { ...ours, target: { ...one, organization: true } },
      outcome: "claim-malformed",
    },
    {
      title: "an address that is no list",
      claims: { ...ours, ip: "203.0.113.7" },
      outcome: "claim-malformed",
    },
    { title: "no uses at all", claims: { ...ours, max_uses: 0 }, outcome: "claim-malformed" },
    {
      title: "a time to disconnect that is a text",
      claims: { ...ours, disconnect_at_expiry: "yes" },
      outcome: "claim-malformed",
    },
  ],
  nanostream: [
    {
      title: "a stream by its full name",
      claims: { streams: ["cup/one"], aud: "splay" },
      outcome: "allowed",
    },
    { title: "everything", claims: { orgawide: true, aud: "splay" }, outcome: "allowed" },
    { title: "a group", claims: { groupid: "cup/one" }, outcome: "allowed" },
    { title: "another stream", claims: { streams: ["cup/two"] }, outcome: "wrong-stream" },
    {
      title: "another audience",
      claims: { streams: ["cup/one"], aud: "elsewhere" },
      outcome: "audience-not-allowed",
    },
    { title: "the address of the client", claims: { orgawide: true, ip: "203.0.113.7" }, outcome: "allowed" },
    { title: "another address", claims: { orgawide: true, ip: ["198.51.100.7"] }, outcome: "ip-not-allowed" },
    {
      title: "the domain of the page",
      claims: { orgawide: true, domain: "shop.example" },
      asked: embedded("https://shop.example"),
      outcome: "allowed",
    },
    {
      title: "another domain",
      claims: { orgawide: true, domain: "shop.example" },
      asked: embedded("https://evil.example"),
      outcome: "domain-not-allowed",
    },
    {
      title: "streams and everything",
      claims: { streams: ["cup/one"], orgawide: true },
      outcome: "claim-malformed",
    },
    {
      title: "eleven addresses",
      claims: { orgawide: true, ip: Array(11).fill("203.0.113.7") },
      outcome: "claim-malformed",
    },
    {
      title: "an end of sessions that is a number",
      claims: { orgawide: true, forceDisconnect: 1 },
      outcome: "claim-malformed",
    },
  ],
  antmedia: [
    { title: "a stream to play", claims: { streamId: "cup/one", type: "play" }, outcome: "allowed" },
    { title: "another stream", claims: { streamId: "cup/two", type: "play" }, outcome: "wrong-stream" },
    { title: "to publish alone", claims: { streamId: "cup/one", type: "publish" }, outcome: "wrong-action" },
    {
      title: "a type that nobody knows",
      claims: { streamId: "cup/one", type: "view" },
      outcome: "claim-malformed",
    },
    { title: "no type", claims: { streamId: "cup/one" }, outcome: "claim-malformed" },
    {
      title: "an end in milliseconds",
      claims: { streamId: "cup/one", type: "play", exp: fromNow(60) * 1000 },
      outcome: "claim-malformed",
    },
  ],
  mediamtx: [
    {
      title: "a path to read",
      claims: { mediamtx_permissions: [{ action: "read", path: "cup/one" }] },
      outcome: "allowed",
    },
    {
      title: "a path to play back, in a text",
      claims: { mediamtx_permissions: '[{"action":"playback","path":"cup/one"}]' },
      outcome: "allowed",
    },
    { title: "every path", claims: { mediamtx_permissions: [{ action: "read" }] }, outcome: "allowed" },
    {
      title: "an expression",
      claims: { mediamtx_permissions: [{ action: "read", path: "~^cup/o" }] },
      outcome: "allowed",
    },
    {
      title: "another expression",
      claims: { mediamtx_permissions: [{ action: "read", path: "~^cup/t" }] },
      outcome: "wrong-stream",
    },
    {
      title: "another path",
      claims: { mediamtx_permissions: [{ action: "read", path: "cup/two" }] },
      outcome: "wrong-stream",
    },
    {
      title: "to publish alone",
      claims: { mediamtx_permissions: [{ action: "publish", path: "cup/one" }] },
      outcome: "wrong-action",
    },
    {
      title: "its control API alone",
      claims: { mediamtx_permissions: [{ action: "api" }] },
      outcome: "wrong-action",
    },
    {
      title: "an action that nobody knows",
      claims: { mediamtx_permissions: [{ action: "watch", path: "cup/one" }] },
      outcome: "claim-malformed",
    },
    {
      title: "a permission with more in it",
      claims: { mediamtx_permissions: [{ action: "read", path: "cup/one", ip: "1.2.3.4" }] },
      outcome: "claim-malformed",
    },
    {
      title: "an expression with a backreference",
      claims: { mediamtx_permissions: [{ action: "read", path: "~(a)\\1" }] },
      outcome: "claim-unsupported",
    },
  ],
  rfc9246: [
    { title: "an expression that the address meets", claims: { cdniuc: container }, outcome: "allowed" },
    {
      title: "another address",
      claims: { cdniuc: "regex:^https://tv[.]example/cup/two/" },
      outcome: "uri-not-allowed",
    },
    {
      title: "the hash of another address",
      claims: { cdniuc: `hash:sha-256;${"A".repeat(43)}` },
      outcome: "uri-not-allowed",
    },
    {
      title: "the network of the client",
      claims: { cdniuc: container, cdniip: "203.0.113.0/24" },
      outcome: "allowed",
    },
    {
      title: "another address of the client",
      claims: { cdniuc: container, cdniip: "198.51.100.7" },
      outcome: "ip-not-allowed",
    },
    { title: "this version", claims: { cdniuc: container, cdniv: 1 }, outcome: "allowed" },
    { title: "another version", claims: { cdniuc: container, cdniv: 2 }, outcome: "claim-unsupported" },
    {
      title: "an extension that must be understood",
      claims: { cdniuc: container, cdnicrit: "x", x: 1 },
      outcome: "claim-unsupported",
    },
    { title: "a version and no container", claims: { cdniv: 1 }, outcome: "claim-malformed" },
    { title: "a container of another kind", claims: { cdniuc: "glob:*" }, outcome: "claim-malformed" },
    {
      title: "a renewal without its time",
      claims: { cdniuc: container, cdnistt: 1 },
      outcome: "claim-malformed",
    },
    {
      title: "an address that is encrypted",
      claims: { cdniuc: container, cdniip: "eyJhbGciOiJkaXIifQ..a.b.c" },
      outcome: "claim-unsupported",
    },
  ],
};

test("every claim map has cases that allow, that deny and that cannot be read", () => {
  expect(Object.keys(cases).sort()).toEqual(claimMaps.map(({ id }) => id).sort());
  for (const [map, own] of Object.entries(cases)) {
    const kinds = own.map(({ outcome }) => /^claim-|^allowed$/.exec(outcome)?.[0] ?? "denied");
    expect([map, [...new Set(kinds)].sort()]).toEqual([map, ["allowed", "claim-", "denied"]]);
  }
});

describe.each(Object.entries(cases))("%s", (_, own) => {
  test.each(own)("$title: $outcome", async ({ claims, asked, outcome }) => {
    expect(await answer(claims, asked)).toBe(outcome);
  });

  const [good] = own;
  test("its times, issuer and audience are those of every JWT", async () => {
    const claims = good?.claims ?? {};
    expect(await answer({ ...claims, exp: fromNow(-1) })).toBe("token-expired");
    expect(await answer({ ...claims, nbf: fromNow(60) })).toBe("token-not-yet-valid");
    expect(await answer({ ...claims, aud: "https://tv.example", iat: fromNow(-1), iss: "x" })).toBe(
      "allowed",
    );
    expect(await answer({ ...claims, aud: ["elsewhere.example"] })).toBe("audience-not-allowed");
    for (const wrong of [{ exp: "soon" }, { nbf: null }, { aud: 7 }, { iss: 7 }, { jti: 7 }]) {
      const outcome = await answer({ ...claims, ...wrong });
      expect(["claim-malformed", "token-malformed"], JSON.stringify(wrong)).toContain(outcome);
    }
  });
});

describe("which claims count", () => {
  test("a bare name is one of the key's own application", async () => {
    const bare = { streams: ["one"] };
    expect(await answer(bare, {}, cup)).toBe("allowed");
    expect(await answer({ streams: ["two"] }, {}, cup)).toBe("wrong-stream");
  });

  test("a key that is pinned to one claim map reads no other", async () => {
    expect(await answer({ streamId: "cup/one", type: "play" }, {}, pinned)).toBe("allowed");
    expect(["claim-malformed", "claim-unsupported"]).toContain(await answer(ours, {}, pinned));
  });

  test("claims of two maps at once, and of none, open nothing", async () => {
    for (const claims of [{ ...ours, streams: ["cup/one"] }, { hello: "world" }]) {
      expect(["claim-malformed", "claim-unsupported"]).toContain(await answer(claims));
    }
  });

  test("uses and sessions of a foreign token are counted by its jti", async () => {
    const claims = { ...ours, max_uses: 1, jti: freshCti() };
    expect(await answer(claims)).toBe("allowed");
    expect(await answer({ ...claims, iat: fromNow(-1) }, from("203.0.113.9"))).toBe("token-already-used");
    const seated = { ...ours, max_sessions: 1, jti: freshCti() };
    expect(await answer(seated)).toBe("allowed");
    expect(await answer(seated)).toBe("too-many-sessions");
  });
});
