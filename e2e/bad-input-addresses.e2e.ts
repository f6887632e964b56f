import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { type RawAnswer, type RawHeader, rawRequest } from "./bad-input/raw-request.ts";
import { freePort } from "./support/free-port.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const PROXY = "127.0.0.2";
const STRANGER = "127.0.0.3";
const CLIENT = "192.0.2.7";
const ENTRY = "/demo/clip/index.m3u8";

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startSluice({
    port: await freePort(),
    env: {
      SLUICE_TRUSTED_PROXIES: `${PROXY}/32, 10.0.0.0/8, 2001:db8:ffff::/48`,
      SLUICE_PUBLIC_URL: "https://media.example.com/watch",
    },
  });
  ({ token } = await server.mint({ kind: "access", ip: ["192.0.2.0/24"] }));
});
afterAll(() => server.stop());

function ask(
  from: string,
  headers: readonly RawHeader[],
  target = `${ENTRY}?token=${token}`,
): Promise<RawAnswer> {
  return rawRequest(server.url, { target, headers, from });
}

const forwardedFor = (...lists: readonly string[]): readonly RawHeader[] =>
  lists.map(list => ["X-Forwarded-For", list]);

describe("behind a trusted proxy, the client's address", () => {
  test.each<[string, readonly RawHeader[]]>([
    ["the one that the proxy saw", forwardedFor(CLIENT)],
    ["the nearest that is no proxy of ours", forwardedFor(`${CLIENT}, 10.1.2.3`)],
    ["the nearest, past a trusted IPv6 proxy", forwardedFor(`${CLIENT}, 2001:db8:ffff::1, 10.0.0.1`)],
    ["the nearest, whatever the client wrote before it", forwardedFor(`203.0.113.9, ${CLIENT}`)],
    [
      "the nearest, whatever nonsense the client wrote before it",
      forwardedFor(`unknown, <script>, ,${CLIENT}`),
    ],
    ["the nearest over two headers", forwardedFor("203.0.113.9", CLIENT)],
    ["read without its port", forwardedFor(`${CLIENT}:4711`)],
    ["read without its mapping", forwardedFor(`::ffff:${CLIENT}`)],
  ])("is %s", async (_, headers) => {
    expect((await ask(PROXY, headers)).status).toBe(200);
  });

  test.each<[string, readonly RawHeader[], string]>([
    ["one that the client wrote in front", forwardedFor(`${CLIENT}, 203.0.113.9`), "203.0.113.9"],
    ["one in an earlier header", forwardedFor(CLIENT, "203.0.113.9"), "203.0.113.9"],
    ["one behind nonsense", forwardedFor(`${CLIENT}, unknown`), PROXY],
    ["one behind an obfuscated one", forwardedFor(`${CLIENT}, _hidden`), PROXY],
    ["one behind an address with too many parts", forwardedFor(`${CLIENT}, 192.0.2.7.1`), PROXY],
    ["one in octal", forwardedFor("0300.0.2.7"), PROXY],
    ["one as a number", forwardedFor("3221225991"), PROXY],
    ["a trusted one, when there is no other", forwardedFor("10.0.0.1"), PROXY],
    ["an empty one", forwardedFor(""), PROXY],
    ["none", [], PROXY],
    ["one in Forwarded, which nobody configured", [["Forwarded", `for=${CLIENT}`]], PROXY],
    ["one in X-Real-IP, which nobody configured", [["X-Real-IP", CLIENT]], PROXY],
    [
      "a list of 10,000",
      forwardedFor(`${CLIENT}, ${Array(10_000).fill("203.0.113.9").join(", ")}`),
      "203.0.113.9",
    ],
  ])("is not %s", async (_, headers, seen) => {
    const answer = await ask(PROXY, headers);
    const ref = expectJsonRefusal(answer, { status: 403, reason: "ip-not-allowed" });
    expect((await server.api("GET", `/v1/decisions/${ref}`)).body.ip).toBe(seen);
  });
});

describe("from anybody else", () => {
  test.each<[string, readonly RawHeader[]]>([
    ["X-Forwarded-For", forwardedFor(CLIENT)],
    ["X-Forwarded-For with the proxy in it", forwardedFor(`${CLIENT}, ${PROXY}`)],
    ["Forwarded", [["Forwarded", `for=${CLIENT};by=${PROXY}`]]],
    ["Host", [["Host", CLIENT]]],
  ])("a forged %s is not believed", async (_, headers) => {
    const ref = expectJsonRefusal(await ask(STRANGER, headers), { status: 403, reason: "ip-not-allowed" });
    expect((await server.api("GET", `/v1/decisions/${ref}`)).body.ip).toBe(STRANGER);
  });

  test("a session that was opened inside of the network does not go on outside of it", async () => {
    const { body } = await ask(PROXY, forwardedFor(CLIENT));
    const path = /\/s\/[\w-]{62}\/\S*\.m3u8/.exec(body)?.[0] ?? "no session";
    const manifest = path.replace(/^\/watch/, "");
    expect((await ask(PROXY, forwardedFor("192.0.2.200"), manifest)).status).toBe(200);
    const refused = await ask(STRANGER, forwardedFor(CLIENT), manifest);
    expectJsonRefusal(refused, { status: 403, reason: "ip-not-allowed" });
  });
});

describe("Host and what proxies say of it", () => {
  const lies: readonly RawHeader[] = [
    ["Host", "evil.example"],
    ["X-Forwarded-Host", "evil.example"],
    ["X-Forwarded-Proto", "gopher"],
    ["X-Forwarded-Prefix", "/evil.example"],
    ["X-Original-URL", "/evil.example"],
    ["X-Rewrite-URL", "/evil.example"],
    ["Forwarded", "host=evil.example;proto=gopher"],
  ];

  test.each([PROXY, STRANGER])("name no printed URL, from %s either", async from => {
    const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
    const answer = await rawRequest(server.url, {
      method: "POST",
      target: "/v1/tokens",
      headers: [...lies, ["Authorization", `Bearer ${ADMIN_KEY}`], ["Content-Type", "application/json"]],
      body: JSON.stringify(grant),
      from,
    });
    expect(answer.status).toBe(201);
    expect(answer.json.playback_url).toMatch(/^https:\/\/media\.example\.com\/watch\/demo\/clip\?token=st_/);
    expect(answer.body).not.toContain("evil.example");
  });

  test.each(["index.m3u8", "manifest.mpd", "clip.mp4", ""])("name nothing at the entry /%s", async entry => {
    const { token: good } = await server.mint({ kind: "access" });
    const answer = await rawRequest(server.url, {
      target: `/demo/clip/${entry}?token=${good}`,
      headers: [...lies, ...(entry === "" ? [["Accept", "text/html"] as const] : [])],
    });
    expect(answer.status).toBe(entry === "clip.mp4" ? 302 : 200);
    expect(answer.body + JSON.stringify(answer.headers)).not.toContain("evil.example");
    expect(answer.body + (answer.headers.location ?? "")).toContain("/watch/");
  });

  test("may be missing or nonsense", async () => {
    for (const host of ["", "a b", "evil.example:99999", "[::1", "x".repeat(10_000)]) {
      expect((await ask(STRANGER, [["Host", host]], "/v1/health")).status).toBe(200);
    }
  });
});
