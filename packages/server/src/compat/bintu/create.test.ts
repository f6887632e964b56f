import { describe, expect, test } from "vitest";
import { DAY_SECONDS } from "./testing/seconds.ts";
import { readJwt, startSplay } from "./testing/start-splay.ts";

const clip = { streams: ["demo/clip"] };

describe("POST /api/v1/splay", () => {
  test("signs a JWT as nanoStream Cloud does, under a key of the organization", async () => {
    const { admin, mint, nowSeconds } = await startSplay();
    const { header, claims } = readJwt(await mint(clip));
    const [key] = (await admin("GET", "keys")).body.items;
    expect(header).toEqual({ alg: "EdDSA", kid: key.kid, typ: "JWT" });
    expect(claims).toEqual({
      iss: "http://localhost:8080/o/demo",
      aud: "splay",
      sub: "demo",
      iat: nowSeconds(),
      nbf: nowSeconds(),
      exp: nowSeconds() + 14 * DAY_SECONDS,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      streams: ["demo/clip"],
    });
  });

  test("answers success and the token, and nothing else", async () => {
    const { splay } = await startSplay();
    const { status, body, headers } = await splay("", clip);
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
      200,
      "application/json; charset=utf-8",
      "no-store",
    ]);
    expect(body).toEqual({ success: true, data: { token: expect.stringMatching(/^eyJ/) } });
  });

  test("writes every limit into the token and into its record", async () => {
    const { admin, mint, nowSeconds } = await startSplay();
    const nbf = nowSeconds() + 60;
    const limits = {
      ip: ["192.0.2.0/24", "2001:db8::1"],
      domain: "Shop.Example.com",
      user: "ann",
      tag: "t-1",
    };
    const order = {
      ...clip,
      exp: nbf + 60,
      nbf,
      forceDisconnect: true,
      revocable: true,
      cust: { a: [1] },
      ...limits,
    };
    const token = await mint(order);
    const written = {
      ip: limits.ip,
      domain: "shop.example.com",
      user: "ann",
      tag: "t-1",
      nbf,
      exp: nbf + 60,
    };
    expect(readJwt(token).claims).toMatchObject({
      ...written,
      forceDisconnect: true,
      revocable: true,
      cust: { a: [1] },
    });
    expect((await admin("GET", `tokens/${token}`)).body).toMatchObject({
      kind: "jwt",
      profile: "nanostream",
      status: "not-yet-valid",
      not_before: nbf,
      expires_at: nbf + 60,
      ip: limits.ip,
      domains: ["shop.example.com"],
      user: "ann",
      tag: "t-1",
      disconnect_at_expiry: true,
      claims: { cust: { a: [1] }, revocable: true },
    });
  });

  test("a revocable token ends after a day when nothing is said, and later when that is asked for", async () => {
    const { mint, nowSeconds } = await startSplay();
    const exp = nowSeconds() + 365 * DAY_SECONDS;
    expect(readJwt(await mint({ ...clip, revocable: true })).claims.exp).toBe(nowSeconds() + DAY_SECONDS);
    expect(readJwt(await mint({ ...clip, revocable: true, exp })).claims.exp).toBe(exp);
  });

  test("an address may be one text, and orgawide: false beside streams is none", async () => {
    const { mint } = await startSplay();
    const { claims } = readJwt(await mint({ ...clip, ip: "192.0.2.1", orgawide: false }));
    expect(claims).toMatchObject({ ip: ["192.0.2.1"], streams: ["demo/clip"] });
    expect(claims).not.toHaveProperty("orgawide");
  });

  test("targets are a group, or the whole organization", async () => {
    const { mint } = await startSplay();
    expect(readJwt(await mint({ groupid: "609fb114" })).claims.groupid).toBe("609fb114");
    expect(readJwt(await mint({ orgawide: true })).claims.orgawide).toBe(true);
  });

  test("streams are found by bare name and alias, and named in full", async () => {
    const { admin, mint } = await startSplay();
    const stream = { application: "live", id: "cam1", aliases: ["8sKpm-x49nB"] };
    expect((await admin("POST", "streams", stream)).status).toBe(201);
    for (const name of ["8sKpm-x49nB", "cam1", "live/cam1"]) {
      expect(readJwt(await mint({ streams: [name] })).claims.streams, name).toEqual(["live/cam1"]);
    }
  });
});

const now = Math.floor(Date.now() / 1000);

describe("POST /api/v1/splay refuses with 400 and 1000", () => {
  test.each<readonly [string, unknown, RegExp]>([
    ["no target", {}, /^body: parameter required: exactly one/],
    ["two targets", { ...clip, groupid: "g" }, /exactly one/],
    ["orgawide: false alone", { orgawide: false }, /exactly one/],
    ["no streams", { streams: [] }, /^streams: /],
    ["one stream as a text", { streams: "demo/clip" }, /^streams: /],
    ["more than 100 streams", { streams: Array(101).fill("demo/clip") }, /^streams: /],
    [
      "a stream that is none",
      { streams: ["demo/clip", "nobody"] },
      /^streams\.1: there is no stream "nobody"/,
    ],
    ["a stream that is no text", { streams: [7] }, /^streams\.0: /],
    ["an empty group", { groupid: "" }, /^groupid: /],
    ["orgawide that is no boolean", { orgawide: "true" }, /^orgawide: /],
    ["an end that is a text", { ...clip, exp: "1738159400" }, /^exp: /],
    ["an end that is no whole number", { ...clip, exp: 1.5 }, /^exp: /],
    ["an end that is null", { ...clip, exp: null }, /^exp: /],
    [
      "an end in more than 365 days",
      { ...clip, exp: now + 366 * DAY_SECONDS },
      /^exp: is more than 365 days/,
    ],
    ["an end in milliseconds", { ...clip, exp: now * 1000 }, /^exp: is more than 365 days/],
    ["a beginning after the end", { ...clip, exp: now + 60, nbf: now + 60 }, /^nbf: /],
    ["an address that is none", { ...clip, ip: ["192.0.2.1", "example.com"] }, /^ip\.1: /],
    ["no address", { ...clip, ip: [] }, /^ip: /],
    ["an empty address", { ...clip, ip: "" }, /^ip\.0: /],
    ["eleven addresses", { ...clip, ip: Array(11).fill("192.0.2.1") }, /^ip: /],
    ["a domain with a scheme", { ...clip, domain: "https://example.com" }, /^domain: /],
    ["a domain with a path", { ...clip, domain: "example.com/a" }, /^domain: /],
    ["a domain with a port", { ...clip, domain: "example.com:443" }, /^domain: /],
    ["a domain with a wildcard", { ...clip, domain: "*.example.com" }, /^domain: /],
    ["several domains", { ...clip, domain: ["example.com"] }, /^domain: /],
    ["an empty user", { ...clip, user: "" }, /^user: /],
    ["a tag that is no text", { ...clip, tag: 7 }, /^tag: /],
    ["a long cust", { ...clip, cust: "x".repeat(1024) }, /^cust: /],
    ["a deep cust", { ...clip, cust: JSON.parse("[".repeat(20) + "]".repeat(20)) }, /^cust: /],
    ["revocable that is no boolean", { ...clip, revocable: 1 }, /^revocable: /],
    ["forceDisconnect that is no boolean", { ...clip, forceDisconnect: "true" }, /^forceDisconnect: /],
    ["a parameter that is not known", { ...clip, ips: ["192.0.2.1"] }, /^ips: is no parameter/],
    ["a list", [clip], /^body: /],
    ["a text", "streams", /^body: /],
    ["nothing", undefined, /exactly one/],
  ])("%s", async (_, body, message) => {
    const { splay, admin } = await startSplay();
    const answer = await splay("", body);
    expect(answer).toMatchObject({
      status: 400,
      body: { success: false, errorCode: 1000, message: expect.stringMatching(message) },
    });
    expect(answer.headers["sluice-ref"]).toMatch(/^[0-9A-Z]{10}$/);
    expect((await admin("GET", "tokens")).body.items).toEqual([]);
  });

  test.each(["{", "streams=demo/clip", '{"streams":["demo/clip"]}}', "\xff"])(
    "a body that is no JSON: %s",
    async payload => {
      const { send } = await startSplay();
      const headers = { "x-bintu-apikey": "an-admin-key-for-tests" };
      expect(await send("", payload, headers)).toMatchObject({ status: 400, body: { errorCode: 1000 } });
    },
  );

  test("a token's text in a wrong place, without quoting it", async () => {
    const { mint, splay } = await startSplay();
    const token = await mint(clip);
    const { body } = await splay("", { streams: [token] });
    expect(body.errorCode).toBe(1000);
    expect(JSON.stringify(body)).not.toContain(token.slice(20, 60));
  });
});

describe("the API key of POST /api/v1/splay", () => {
  test("stands in X-BINTU-APIKEY or in X-BINTU-TOKEN", async () => {
    const { send } = await startSplay();
    for (const place of ["x-bintu-apikey", "X-BINTU-TOKEN"]) {
      const headers = { [place]: "an-admin-key-for-tests" };
      expect((await send("", JSON.stringify(clip), headers)).status, place).toBe(200);
    }
  });

  test.each<readonly [string, Record<string, string>]>([
    ["none", {}],
    ["an empty one", { "x-bintu-apikey": "" }],
    ["a wrong one", { "x-bintu-apikey": "wrong" }],
    ["one twice", { "x-bintu-apikey": "an-admin-key-for-tests, an-admin-key-for-tests" }],
    ["one in the place of API v1", { authorization: "Bearer an-admin-key-for-tests" }],
  ])("%s is refused with 403 and 1001", async (_, headers) => {
    const { send } = await startSplay();
    const body = { success: false, errorCode: 1001, message: "API key not valid" };
    expect(await send("", JSON.stringify(clip), headers)).toMatchObject({ status: 403, body });
  });

  test.each([
    ["without the scope", { scopes: ["tokens:read"] }, clip],
    ["for an organization without that scope", { scopes: ["tokens:create"] }, { orgawide: true }],
    ["for streams of other applications", { scopes: ["tokens:create"], applications: ["live"] }, clip],
    ["for a group by a limited key", { scopes: ["tokens:create"], applications: ["live"] }, { groupid: "g" }],
    ["for players by a key for publishers", { scopes: ["tokens:create"], actions: ["publish"] }, clip],
    [
      "longer than it may",
      { scopes: ["tokens:create"], longestTtlSeconds: 60 },
      { ...clip, exp: now + 3600 },
    ],
  ] as const)("%s is refused with 403 and 1001", async (_, rights, order) => {
    const { withRights } = await startSplay();
    const ask = await withRights(rights);
    expect(await ask("", order)).toMatchObject({ status: 403, body: { success: false, errorCode: 1001 } });
  });

  test("that may hand out short tokens gets a short one when it asks for none", async () => {
    const { withRights, mint, nowSeconds } = await startSplay();
    const ask = await withRights({ scopes: ["tokens:create"], longestTtlSeconds: 60 });
    expect(readJwt(await mint(clip, ask)).claims.exp).toBe(nowSeconds() + 60);
  });
});
