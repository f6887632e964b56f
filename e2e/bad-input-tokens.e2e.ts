import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectExplained, expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { fillIn, mintNamedCredentials, type NamedCredentials } from "./bad-input/named-credentials.ts";
import { type RawAnswer, type RawHeader, rawRequest } from "./bad-input/raw-request.ts";

const ENTRY = "/files/clip/index.m3u8";

let server: AttackedServer;
let credentials: NamedCredentials;
let clients = 0;

beforeAll(async () => {
  server = await startAttackedServer();
  credentials = await mintNamedCredentials(server);
});
afterAll(() => server.stop());

function ask(target: string, headers: readonly RawHeader[] = []): Promise<RawAnswer> {
  const filled = headers.map(([name, value]): RawHeader => [name, fillIn(value, credentials)]);
  return rawRequest(server.url, { target: fillIn(target, credentials), headers: filled });
}

function open(body: unknown, headers: readonly RawHeader[] = []): Promise<RawAnswer> {
  clients += 1;
  return rawRequest(server.url, {
    method: "POST",
    target: "/s",
    headers: [["Content-Type", "application/json"], ...headers],
    body: typeof body === "string" ? body : JSON.stringify(body),
    from: `127.12.0.${clients}`,
  });
}

describe("a good token", () => {
  test.each<[string, string, readonly RawHeader[]]>([
    ["the query", "?token={good}", []],
    ["the query, twice the same", "?token={good}&access_token={good}", []],
    ["the query under an encoded name", "?%74oken={good}", []],
    ["Authorization", "", [["Authorization", "Bearer {good}"]]],
    ["Authorization, in small letters", "", [["authorization", "bearer {good}"]]],
    [
      "Authorization, twice the same",
      "",
      [
        ["Authorization", "Bearer {good}"],
        ["Authorization", "Bearer {good}"],
      ],
    ],
    ["the CAT header", "", [["CTA-Common-Access-Token", "{good}"]]],
    [
      "the CAT header, twice the same",
      "",
      [
        ["CTA-Common-Access-Token", "{good}"],
        ["CTA-Common-Access-Token", "{good}"],
      ],
    ],
    ["a cookie", "", [["Cookie", "a=b; sluice_token={good}; c=d"]]],
    [
      "every carrier at once",
      "?jwt={good}",
      [
        ["Authorization", "Bearer {good}"],
        ["Cookie", "sluice_token={good}"],
      ],
    ],
    ["the query, beside another cookie", "?token={good}", [["Cookie", "sluice_token={wrong-secret}"]]],
  ])("opens its stream in %s", async (_, query, headers) => {
    const answer = await ask(ENTRY + query, headers);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/^#EXTM3U\n[\s\S]*\/s\//);
  });

  test("opens its stream from one of its sites only", async () => {
    const sites = [
      ["one-domain", "https://example.com", 200],
      ["one-domain", "http://EXAMPLE.com:8443", 200],
      ["one-domain", "https://example.com.", 200],
      ["one-domain", "https://www.example.com", 403],
      ["all-subdomains", "https://www.example.com", 200],
      ["all-subdomains", "https://a.b.c.example.com", 200],
      ["all-subdomains", "https://example.com", 403],
    ] as const;
    for (const [token, origin, status] of sites) {
      expect([origin, (await ask(`${ENTRY}?token={${token}}`, [["Origin", origin]])).status]).toEqual([
        origin,
        status,
      ]);
      const byReferer = await ask(`${ENTRY}?token={${token}}`, [
        ["Referer", `${origin}/a/page?x=https://evil.com`],
      ]);
      expect([origin, byReferer.status]).toEqual([origin, status]);
    }
  });
});

describe("POST /s", () => {
  test.each([
    ["no token", "", 401, "token-missing"],
    ["a wrong secret", "{wrong-secret}", 403, "token-unknown"],
    ["an expired token", "{expired}", 403, "token-expired"],
    ["a token of tomorrow", "{not-yet-valid}", 403, "token-not-yet-valid"],
    ["a token for another stream", "{foreign-stream}", 403, "wrong-stream"],
    ["a token for publishing", "{publish}", 403, "wrong-action"],
    ["a revoked token", "{revoked}", 403, "token-revoked"],
    ["20 KiB", "{20480 x a}", 403, "token-too-long"],
    ["64 KiB", "{65536 x a}", 403, "token-too-long"],
    ["letters that are none", "\u0000\ud800", 403, "token-malformed"],
    ["a token for another network", "{one-network}", 403, "ip-not-allowed"],
    ["a token for one site, without Origin", "{one-domain}", 403, "domain-unknown"],
  ])("refuses %s as the gateway does, with CORS and a reference", async (_, token, status, reason) => {
    const answer = await open({ stream: "files/clip", token: fillIn(token, credentials) });
    const ref = expectJsonRefusal(answer, { status, reason });
    await expectExplained(server, ref, reason);
  });

  test.each([
    ["another site", "https://evil-example.com", "domain-not-allowed"],
    ["a null origin", "null", "domain-unknown"],
  ])("refuses a token for one site from %s", async (_, origin, reason) => {
    const answer = await open({ stream: "files/clip", token: credentials["one-domain"] }, [
      ["Origin", origin],
    ]);
    expectJsonRefusal(answer, { status: 403, reason });
  });

  test.each(["x", "9999999999.AAAAAAAAAAAAAAAAAAAAAA.example.com", "..", ".", "9999999999..example.com"])(
    "believes no forged ticket: %s",
    async ticket => {
      const answer = await open({ stream: "files/clip", token: credentials["one-domain"], ticket });
      expectJsonRefusal(answer, { status: 403, reason: "domain-unknown" });
    },
  );

  test("opens a session for a good token, so that the refusals above are about theirs", async () => {
    const answer = await open({ stream: "files/clip", token: credentials.good });
    expect(answer.status).toBe(201);
    expect((await ask(String(answer.json.url))).status).toBe(200);
  });
});

test("an answer is whole and readable while a client is still sending a request that is too long", async () => {
  const answer = await ask(ENTRY, [["X-Filler", "{30000000 x a}"]]);
  expectJsonRefusal(answer, { status: 431, reason: "headers-too-large" });
});
