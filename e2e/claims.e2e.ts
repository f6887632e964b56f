import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDpopSender } from "../packages/server/src/access/testing/dpop-sender.ts";
import { claims } from "../packages/token/src/cat/claims.ts";
import type { CatClaims } from "../packages/token/src/index.ts";
import { secretKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { CAT_HEADER, createAsk, usesOf } from "./claims/create-ask.ts";
import {
  type CaseRequest,
  fillClaims,
  type GatewayCase,
  readGatewayCases,
  readMalformedCases,
} from "./claims/gateway-cases.ts";
import { freshCti, fromNow, makeCat, makeCatOf } from "./claims/make-cat.ts";
import type { Reply } from "./support/viewer.ts";

const cases = readGatewayCases();
const malformed = readMalformedCases();
const keys = {
  free: secretKey("HS256", "free"),
  bound: secretKey("HS256", "bound", { issuer: "https://issuer.example", audiences: ["edge.example"] }),
};
const holder = createDpopSender();
const stranger = createDpopSender();
let running: ClaimsServer;

beforeAll(async () => {
  const { publicUrl, places } = cases;
  running = await startClaimsServer({ publicUrl, places, keys: Object.values(keys) });
});

afterAll(() => running.stop());

const asPlayer = createAsk(() => running.server);

function ask(token: string, request: CaseRequest = {}): Promise<Reply> {
  const { path, method, address, headers, proof, peer = "127.0.0.1" } = { ...cases.default, ...request };
  const [plainPath] = path.split("?", 1);
  const sender = proof?.by === "stranger" ? stranger : holder;
  const proven = proof && {
    dpop: sender.prove({ htu: `${cases.publicUrl}${plainPath}`, iat: fromNow(-(proof.age ?? 0)), token }),
  };
  const sent = { [CAT_HEADER]: token, ...proven, ...headers };
  return asPlayer(path, { method, address, peer, headers: sent });
}

/** A player is let in: the manifest leads to a session. */
function expectPlays(reply: Reply): void {
  expect(reply).toMatchObject({ status: 200, reason: undefined });
  expect(reply.text).toMatch(/\/s\/[\w-]+\/cup\//);
}

test("every claim of the table has cases of every kind, or the reason why there can be none", () => {
  const names = claims.map(({ name }) => name).sort();
  expect(Object.keys(cases.claims).sort()).toEqual(names);
  expect([...new Set(malformed.map(({ claim }) => claim))].sort()).toEqual(names);
  for (const [claim, { cases: own, none }] of Object.entries(cases.claims)) {
    const kinds = ["allow", "deny", "missing-context"];
    const missing = kinds.filter(kind => !own.some(one => one.kind === kind) && !none[kind]);
    expect([claim, missing]).toEqual([claim, []]);
    const groundless = own.filter(one => (one.kind === "allow") !== (one.reason === undefined));
    expect([claim, groundless]).toEqual([claim, []]);
  }
});

describe.each(Object.entries(cases.claims))("%s", (_, { cases: own }) => {
  const allowed = own.filter(({ kind }) => kind === "allow");
  const refused = own.filter(({ kind }) => kind !== "allow");

  test.each(allowed)("allows: $title", async one => {
    const { token } = minted(one);
    await usedBefore(one, token);
    expectPlays(await ask(token, one.request));
  });

  test.each(refused)("$kind: $title", async one => {
    const { token, cti } = minted(one);
    await usedBefore(one, token);
    const reply = await ask(token, one.request);
    expect(reply).toMatchObject({ status: one.status ?? 403, reason: one.reason });
    expect(await usesOf(running.server, cti)).toBe(one.usesBefore ?? 0);
    if (one.opens) expectPlays(await ask(token, one.opens));
  });
});

/** Good for one use, unless its claims say otherwise: a refusal that spent it would show. */
function minted(one: GatewayCase): { readonly token: string; readonly cti: string } {
  const cti = freshCti();
  const own = fillClaims(one.claims, holder.jkt) as CatClaims;
  return { cti, token: makeCat(keys[one.key ?? "free"], { cti, catreplay: 1, ...own }) };
}

async function usedBefore({ usesBefore = 0, request }: GatewayCase, token: string): Promise<void> {
  for (let use = 0; use < usesBefore; use += 1) expectPlays(await ask(token, request));
}

describe("a claim that cannot be read", () => {
  test.each(malformed)("$claim: $title", async ({ hex, reason }) => {
    const reply = await ask(makeCatOf(keys.free, Buffer.from(hex, "hex")));
    expect(reply).toMatchObject({ status: 403, reason });
    expect(["claim-malformed", "claim-unsupported"]).toContain(reason);
  });

  test("a claim that nobody knows refuses, whether its name is a number or a text", async () => {
    for (const hex of ["a119ffff01", "a1647465737401"]) {
      const reply = await ask(makeCatOf(keys.free, Buffer.from(hex, "hex")));
      expect(reply).toMatchObject({ status: 403, reason: "claim-unsupported" });
    }
  });
});
