import { describe, expect, test } from "vitest";
import { type SplayAnswer, startSplay } from "./testing/start-splay.ts";

const clip = { streams: ["demo/clip"] };
const access = { kind: "access", action: "play", target: clip };

const verified = (token: string) => ({ status: 200, body: { success: true, data: { token } } });
const refused = (message: string): Pick<SplayAnswer, "status" | "body"> => ({
  status: 403,
  body: { success: false, errorCode: 1002, message },
});

describe("POST /api/v1/splay/verify", () => {
  test("answers the token while it opens something, and asks for no key", async () => {
    const { mint, send } = await startSplay();
    const token = await mint(clip);
    const payload = JSON.stringify({ token });
    expect(await send("/verify", payload, {})).toMatchObject(verified(token));
    expect(await send("/verify", payload, { "x-bintu-apikey": "wrong" })).toMatchObject(verified(token));
  });

  test("refuses one that is over, from the second of its end on", async () => {
    const { mint, splay, nowSeconds, wait } = await startSplay();
    const token = await mint({ ...clip, exp: nowSeconds() + 60 });
    wait(59);
    expect(await splay("/verify", { token })).toMatchObject(verified(token));
    wait(1);
    expect(await splay("/verify", { token })).toMatchObject(refused("jwt expired"));
  });

  test("refuses one that is not valid yet, until it is", async () => {
    const { mint, splay, nowSeconds, wait } = await startSplay();
    const token = await mint({ ...clip, nbf: nowSeconds() + 60 });
    expect(await splay("/verify", { token })).toMatchObject(refused("jwt not active"));
    wait(60);
    expect(await splay("/verify", { token })).toMatchObject(verified(token));
  });

  test("refuses one that is revoked, by name or by selector", async () => {
    const { mint, splay, admin } = await startSplay();
    const [one, other] = [await mint(clip), await mint({ ...clip, tag: "t-1" })];
    expect((await splay("/revoke", { token: one })).status).toBe(204);
    expect((await admin("POST", "revocations", { selector: { tag: "t-1" } })).status).toBe(201);
    for (const token of [one, other]) {
      expect(await splay("/verify", { token })).toMatchObject(refused("jwt revoked"));
    }
  });

  test("refuses one that is suspended, until it is resumed", async () => {
    const { mint, splay, admin } = await startSplay();
    const token = await mint(clip);
    await admin("POST", `tokens/${token}/suspend`);
    expect(await splay("/verify", { token })).toMatchObject(refused("jwt suspended"));
    await admin("POST", `tokens/${token}/resume`);
    expect(await splay("/verify", { token })).toMatchObject(verified(token));
  });

  test("refuses one whose key has retired, or whose signature is damaged", async () => {
    const { mint, splay, admin } = await startSplay();
    const token = await mint(clip);
    const [head = "", , signature = ""] = token.split(".");
    const forged = [head, Buffer.from('{"orgawide":true}').toString("base64url"), signature].join(".");
    expect(await splay("/verify", { token: forged })).toMatchObject(refused("invalid signature"));
    const [key] = (await admin("GET", "keys")).body.items;
    await admin("PATCH", `keys/${key.id}`, { state: "retired" });
    expect(await splay("/verify", { token })).toMatchObject(refused("invalid signature"));
  });

  test("judges tokens of every kind, and one that was handed on by what is above it", async () => {
    const { splay, admin } = await startSplay();
    const { body: parent } = await admin("POST", "tokens", { ...access, delegation: { depth: 1 } });
    const bearer = { authorization: `Bearer ${parent.token}` };
    const { body: child } = await admin("POST", "delegations", {}, bearer);
    for (const { token } of [parent, child]) {
      expect(await splay("/verify", { token })).toMatchObject(verified(token));
    }
    await admin("DELETE", `tokens/${parent.id}`);
    for (const { token } of [parent, child]) {
      expect(await splay("/verify", { token })).toMatchObject(refused("jwt revoked"));
    }
  });

  test("a public id is no credential: nothing is told of it", async () => {
    const { splay, admin } = await startSplay();
    const { body } = await admin("POST", "tokens", access);
    expect(await splay("/verify", { token: body.id })).toMatchObject(refused("jwt malformed"));
  });

  test.each(["nonsense", "a.b.c", "x".repeat(10_000)])("%s is malformed", async token => {
    const { splay } = await startSplay();
    expect(await splay("/verify", { token })).toMatchObject(refused("jwt malformed"));
  });

  test.each([undefined, {}, { token: "" }, { token: 7 }, { token: null }, [], "token"])(
    "%j misses the token: 400 and 1000",
    async body => {
      const { splay } = await startSplay();
      expect(await splay("/verify", body)).toMatchObject({
        status: 400,
        body: { success: false, errorCode: 1000, message: "parameter required: token" },
      });
    },
  );

  test("wrong tokens are counted, and after 30 in a minute their address waits; right ones pass", async () => {
    const { mint, splay, wait } = await startSplay();
    const token = await mint(clip);
    for (let count = 0; count < 30; count += 1) {
      expect((await splay("/verify", { token: "nonsense" })).status).toBe(403);
    }
    const answer = await splay("/verify", { token: "nonsense" });
    expect(answer).toMatchObject({ status: 429, body: { success: false, errorCode: 429 } });
    expect(answer.headers["retry-after"]).toBe("60");
    expect(await splay("/verify", { token })).toMatchObject(verified(token));
    wait(61);
    expect((await splay("/verify", { token: "nonsense" })).status).toBe(403);
  });

  test("changes nothing: no record is written of a token that was made elsewhere", async () => {
    const { splay, admin, mint } = await startSplay();
    const token = await mint(clip);
    await splay("/verify", { token });
    expect((await admin("GET", `tokens/${token}`)).body).toMatchObject({ uses: 0, version: 1 });
    expect((await admin("GET", "audit?action=token.create")).body.items).toHaveLength(1);
  });
});
