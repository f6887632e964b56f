import { createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath } from "./support/viewer-token.ts";

let running: ServerWithOrigin;
let agents = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    cup: { kind: "vod", origin: { url: `${url}/media` }, streams: { one: {}, two: {} } },
  }));
  for (const stream of ["one", "two"]) putStream(running.origin, `/media/${stream}`, "vod");
});

afterAll(() => running.stop());

const viewer = () => createViewer(running.server, { agent: `Player/${++agents}` });
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

async function mint(grant: Grant): Promise<MintedToken & Record<string, unknown>> {
  const { status, body } = await running.server.api("POST", "/v1/tokens", {
    action: "play",
    target: { streams: ["cup/one"] },
    ...grant,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as unknown as MintedToken & Record<string, unknown>;
}

async function key(grant: Record<string, unknown>) {
  const { status, body } = await running.server.api("POST", "/v1/keys", { name: "k", ...grant });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as { id: string; kid: string; value: string };
}

/** What the gateway says of an entry with this text. */
async function refusal(text: string, path = "/cup/one/index.m3u8") {
  const response = await fetch(`${running.server.url}${path}?token=${text}`, {
    headers: { "user-agent": `P/${++agents}` },
  });
  const body = await response.text();
  return response.ok ? "allowed" : (JSON.parse(body) as { reason: string }).reason;
}

describe("POST /v1/tokens with kind jwt or cat", () => {
  test("makes the organization's first key by itself, and the token plays", async () => {
    const minted = await mint({ kind: "jwt" });
    expect(minted).toMatchObject({ kind: "jwt", profile: "sluice", uses: 0, status: "active" });
    await enter(viewer(), entryPath("cup/one", "hls", minted));
    const { body } = await running.server.api("GET", `/v1/tokens/${minted.id}`);
    expect(body).toMatchObject({ uses: 1, jti: minted["jti"], key: minted["key"] });
  });

  test.each(["HS256", "HS384", "HS512", "RS256", "PS256", "ES256", "ES384", "EdDSA"])(
    "a JWT of a %s key plays, and is refused when a character of it is changed",
    async algorithm => {
      const { id } = await key({ algorithm });
      const { token } = await mint({ kind: "jwt", key: id });
      expect(await refusal(token)).toBe("allowed");
      const at = token.length - 20;
      const altered = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(["signature-invalid", "token-malformed"]).toContain(await refusal(altered));
    },
  );

  test.each(["HS256", "ES256", "PS256", "EdDSA"])(
    "a CAT of a %s key plays its stream and no other",
    async algorithm => {
      const { id } = await key({ algorithm });
      const { token } = await mint({ kind: "cat", key: id });
      expect(await refusal(token)).toBe("allowed");
      expect(["uri-not-allowed", "wrong-stream"]).toContain(await refusal(token, "/cup/two/index.m3u8"));
    },
  );

  test.each(["sluice", "nanostream", "antmedia", "mediamtx", "rfc9246"])(
    "a JWT in the words of %s plays its stream and no other",
    async profile => {
      const { token } = await mint({ kind: "jwt", profile });
      expect(await refusal(token)).toBe("allowed");
      expect(["uri-not-allowed", "wrong-stream"]).toContain(await refusal(token, "/cup/two/index.m3u8"));
    },
  );

  test("a limit that a claim map has no word for is refused, not left out", async () => {
    const { status, body } = await running.server.api("POST", "/v1/tokens", {
      kind: "jwt",
      profile: "antmedia",
      action: "play",
      target: { streams: ["cup/one"] },
      ip: ["192.0.2.1"],
    });
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ field: "profile" }] } });
  });

  test.each(["jwt", "cat"])("a %s with one use plays once, whoever comes at the same time", async kind => {
    const { token } = await mint({ kind, max_uses: 1 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusal(token)));
    expect(outcomes.filter(outcome => outcome === "allowed")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["allowed", "token-already-used"]));
  });
});

describe("the end of a signed token", () => {
  test.each(["jwt", "cat"])("a %s is revoked by its jti, its session ends, and it stays shut", async kind => {
    const minted = await mint({ kind });
    const player = viewer();
    const where = await enter(player, entryPath("cup/one", "hls", minted));
    const { status, body } = await running.server.api("POST", "/v1/revocations", {
      selector: { jti: minted["jti"] },
    });
    expect({ status, body }).toMatchObject({ status: 201, body: { count: 1, sessions: 1 } });
    expect((await player.ask(where)).status).toBe(403);
    expect(await refusal(minted.token)).toBe("token-revoked");
  });

  test("its text is enough to revoke it, before anybody has played with it", async () => {
    const { id, value, kid } = await key({ algorithm: "HS256" });
    const text = foreign({ id, value, kid }, { jti: `f-${randomBytes(4).toString("hex")}` });
    const { status } = await running.server.api("DELETE", `/v1/tokens/${text}`);
    expect(status).toBe(204);
    expect(await refusal(text)).toBe("token-revoked");
  });

  test("the end of a key ends the sessions of every token that it signed within a second", async () => {
    const made = await key({ algorithm: "HS256" });
    const ours = await mint({ kind: "jwt", key: made.id });
    const texts = [ours.token, foreign(made, { jti: "elsewhere" })];
    const playing = await Promise.all(
      texts.map(async token => {
        const player = viewer();
        return { player, where: await enter(player, `/cup/one/index.m3u8?token=${token}`) };
      }),
    );
    const started = performance.now();
    const { status } = await running.server.api("DELETE", `/v1/keys/${made.id}`);
    expect(status).toBe(204);
    for (const { player, where } of playing) expect((await player.ask(where)).status).toBe(403);
    expect(performance.now() - started).toBeLessThan(1_000);
    for (const text of texts) expect(["key-unknown", "token-revoked"]).toContain(await refusal(text));
  });
});

describe("a token that was made elsewhere", () => {
  test("plays with an imported secret, and is listed, suspended and resumed like any token", async () => {
    const secret = randomBytes(32).toString("base64url");
    const made = await key({ kid: "elsewhere-1", import: { secret, encoding: "base64url" } });
    const text = foreign({ ...made, value: secret }, { jti: "customer-17" });
    expect(await refusal(text)).toBe("allowed");
    const { body } = await running.server.api("GET", "/v1/tokens?jti=customer-17");
    const [item] = (body as unknown as { items: { id: string; created_by: unknown; key: string }[] }).items;
    expect(item).toMatchObject({ created_by: null, key: made.id, kind: "jwt", uses: 1 });
    await running.server.api("POST", `/v1/tokens/${item?.id}/suspend`);
    expect(await refusal(text)).toBe("token-suspended");
    await running.server.api("POST", `/v1/tokens/${item?.id}/resume`);
    expect(await refusal(text)).toBe("allowed");
  });

  test("no text of a signed token stands in what the server prints", async () => {
    const { token } = await mint({ kind: "cat" });
    await refusal(token);
    await refusal(`${token}x`);
    const signature = token.slice(-24);
    expect(running.server.output()).not.toContain(signature);
    expect(running.server.output()).not.toContain(token.slice(0, 40));
  });
});

/** A JWT as a customer's own code would make it. */
function foreign(
  { kid, value }: { id: string; kid: string; value: string },
  claims: Record<string, unknown>,
): string {
  const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const body = { exp: inAnHour(), actions: ["play"], target: { streams: ["cup/one"] }, ...claims };
  const input = `${part({ alg: "HS256", kid, typ: "JWT" })}.${part(body)}`;
  const mac = createHmac("sha256", Buffer.from(value, "base64url")).update(input).digest("base64url");
  return `${input}.${mac}`;
}
