import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDpopSender, type ProofClaims } from "../packages/server/src/access/testing/dpop-sender.ts";
import type { CatClaims } from "../packages/token/src/index.ts";
import { secretKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { type AskedOf, CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { freshCti, fromNow, makeCat } from "./claims/make-cat.ts";

const PUBLIC_URL = "https://tv.example";
const mac = secretKey("HS256", "mac");
const sender = createDpopSender();
const stranger = createDpopSender();
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({ publicUrl: PUBLIC_URL, keys: [mac] });
});

afterAll(() => running.stop());

const ask = createAsk(() => running.server);
const bound = (more: CatClaims = {}) => makeCat(mac, { cnf: { jkt: sender.jkt }, ...more });

/** A proof that holds, but for what is changed. */
function proof(token: string, changes: Partial<ProofClaims> = {}, by = sender): string {
  return by.prove({ htu: PUBLIC_URL + ENTRY, iat: fromNow(0), token, ...changes });
}

const withProof = (token: string, dpop: string): AskedOf => ({ headers: { [CAT_HEADER]: token, dpop } });

describe("a token that is bound to a key", () => {
  test("plays for whoever proves it, in every carrier", async () => {
    const carriers: readonly (readonly [string, string])[] = [
      ["authorization", "DPoP "],
      [CAT_HEADER, ""],
      ["cookie", "sluice_token="],
    ];
    for (const [name, before] of carriers) {
      const token = bound();
      const reply = await ask(ENTRY, { headers: { [name]: before + token, dpop: proof(token) } });
      expect(outcomeOf(reply)).toBe("allowed");
    }
    const token = bound();
    const reply = await ask(`${ENTRY}?a=1&CAT=${token}`, { headers: { dpop: proof(token) } });
    expect(outcomeOf(reply)).toBe("allowed");
  });

  test("and the session that follows needs no further proof", async () => {
    const token = bound();
    const entered = await ask(ENTRY, withProof(token, proof(token)));
    const media = /\/s\/[^\s"]+/.exec(entered.text)?.[0] ?? "";
    expect((await ask(media)).status).toBe(200);
  });

  const wrong: readonly (readonly [string, (token: string) => string])[] = [
    ["another method", token => proof(token, { htm: "POST" })],
    ["another path", token => proof(token, { htu: `${PUBLIC_URL}/cup/two/index.m3u8` })],
    ["another host", token => proof(token, { htu: `https://evil.example${ENTRY}` })],
    ["the address of the server itself", token => proof(token, { htu: running.server.url + ENTRY })],
    ["a time that is too old", token => proof(token, { iat: fromNow(-301) })],
    ["a time that is to come", token => proof(token, { iat: fromNow(310) })],
    ["another token", token => proof(token, { token: bound() })],
    ["another key", token => proof(token, {}, stranger)],
    ["a cut signature", token => proof(token).slice(0, -3)],
    ["two proofs", token => `${proof(token)}, ${proof(token)}`],
    ["no proof at all, but a text", () => "x"],
    ["a MAC in place of a signature", token => macProof(token)],
  ];

  test.each(wrong)("is refused with a proof of %s, and is not spent", async (_, make) => {
    const cti = freshCti();
    const token = bound({ cti, catreplay: 1 });
    const reply = await ask(ENTRY, withProof(token, make(token)));
    expect(reply).toMatchObject({ status: 401, reason: "proof-invalid" });
    expect(reply.headers["www-authenticate"]).toMatch(/^DPoP algs="/);
    expect(await usesOf(running.server, cti)).toBe(0);
    expect(outcomeOf(await ask(ENTRY, withProof(token, proof(token))))).toBe("allowed");
  });

  test("is refused without a proof, and the answer says what is wanted", async () => {
    const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: bound() } });
    expect(reply).toMatchObject({ status: 401, reason: "proof-missing" });
    expect(reply.headers["www-authenticate"]).toMatch(/^DPoP algs="ES256/);
  });

  test("no text of a proof stands in what the server prints", async () => {
    const token = bound();
    const [good, bad] = [proof(token), proof(token, {}, stranger)];
    await ask(ENTRY, withProof(token, bad));
    await ask(ENTRY, withProof(token, good));
    for (const text of [good, bad]) {
      for (const part of text.split(".")) expect(running.server.output()).not.toContain(part);
    }
  });
});

describe("catdpop", () => {
  const once = { cnf: { jkt: sender.jkt }, catdpop: { window: 60, jti: true } };

  test("with jti a proof opens once, whoever brings it again and with whichever token", async () => {
    const token = bound(once);
    const jti = randomUUID();
    const first = proof(token, { jti });
    expect(outcomeOf(await ask(ENTRY, withProof(token, first)))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, withProof(token, first)))).toBe("proof-invalid");
    const other = bound(once);
    expect(outcomeOf(await ask(ENTRY, withProof(other, proof(other, { jti }))))).toBe("proof-invalid");
    expect(outcomeOf(await ask(ENTRY, withProof(token, proof(token))))).toBe("allowed");
  });

  test("with jti one of twenty at the same time opens", async () => {
    const token = bound(once);
    const dpop = proof(token);
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(ENTRY, withProof(token, dpop))));
    const outcomes = replies.map(outcomeOf);
    expect(outcomes.filter(outcome => outcome === "allowed")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["allowed", "proof-invalid"]));
  });

  test("without jti a proof may come again within its window", async () => {
    const token = bound({ catdpop: { window: 60 } });
    const dpop = proof(token);
    for (const _ of [1, 2]) expect(outcomeOf(await ask(ENTRY, withProof(token, dpop)))).toBe("allowed");
  });

  test("the window is the token's own", async () => {
    const narrow = bound({ catdpop: { window: 20 } });
    const wide = bound({ catdpop: { window: 600 } });
    expect(outcomeOf(await ask(ENTRY, withProof(narrow, proof(narrow, { iat: fromNow(-40) }))))).toBe(
      "proof-invalid",
    );
    expect(outcomeOf(await ask(ENTRY, withProof(wide, proof(wide, { iat: fromNow(-500) }))))).toBe("allowed");
  });
});

/** A proof "signed" with a secret that everybody knows: the sender's public key. */
function macProof(token: string): string {
  const [header = "", payload] = proof(token).split(".");
  const { jwk, ...rest } = JSON.parse(Buffer.from(header, "base64url").toString());
  const forged = Buffer.from(JSON.stringify({ ...rest, jwk, alg: "HS256" })).toString("base64url");
  const input = `${forged}.${payload}`;
  return `${input}.${createHmac("sha256", jwk.x).update(input).digest("base64url")}`;
}
