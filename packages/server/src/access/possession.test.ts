import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { createPossession } from "./possession.ts";
import { createProofMemory } from "./proof-memory.ts";
import type { AccessQuestion } from "./question.ts";
import { catWith, createCatFlow, START_SECONDS } from "./testing/cat-flow.ts";
import { createDpopSender, type ProofClaims } from "./testing/dpop-sender.ts";
import { countingPrepare } from "./testing/flow.ts";

const URL = "https://tv.example/demo/clip/index.m3u8";
const sender = createDpopSender();

function proofOf(token: string, changes: Partial<ProofClaims> = {}): string {
  return sender.prove({ htu: URL, iat: START_SECONDS, token, ...changes });
}

function setUp(claims: Parameters<typeof catWith>[0] = {}) {
  const flow = createCatFlow();
  const text = catWith({ cnf: { jkt: sender.jkt }, ...claims });
  return {
    flow,
    text,
    async enter(proof: string | undefined, changes: Partial<AccessQuestion> = {}) {
      const context = { url: `${URL}?a=1`, method: "GET" };
      const question = flow.question(text, { context, proof, ...changes });
      const decision = await flow.enter(question, countingPrepare());
      return decision.allowed ? "allowed" : decision.reason;
    },
  };
}

describe("a token that is bound to a key", () => {
  test("opens for who proves the key, for this token, this method and this URL", async () => {
    const { text, enter } = setUp();
    expect(await enter(proofOf(text))).toBe("allowed");
    expect(await enter(proofOf(text, { htu: `${URL}?b=2#x` }))).toBe("allowed");
  });

  test("needs a proof", async () => {
    expect(await setUp().enter(undefined)).toBe("proof-missing");
  });

  test.each([
    [
      "another key",
      (text: string) => createDpopSender().prove({ htu: URL, iat: START_SECONDS, token: text }),
    ],
    ["another method", (text: string) => proofOf(text, { htm: "POST" })],
    ["another URL", (text: string) => proofOf(text, { htu: "https://tv.example/demo/live/index.m3u8" })],
    ["another token", () => proofOf("another")],
    ["301 s ago", (text: string) => proofOf(text, { iat: START_SECONDS - 301 })],
    ["301 s from now", (text: string) => proofOf(text, { iat: START_SECONDS + 301 })],
    ["a changed signature", (text: string) => `${proofOf(text).slice(0, -4)}AAAA`],
    ["nonsense", () => "nonsense"],
    ["two proofs", (text: string) => `${proofOf(text)}, ${proofOf(text)}`],
  ])("is refused with a proof of %s", async (_name, make) => {
    const { text, enter } = setUp();
    expect(await enter(make(text))).toBe("proof-invalid");
  });

  test("has the window that it names", async () => {
    const { text, enter } = setUp({ catdpop: { window: 10 } });
    expect(await enter(proofOf(text, { iat: START_SECONDS - 11 }))).toBe("proof-invalid");
    expect(await enter(proofOf(text, { iat: START_SECONDS - 10 }))).toBe("allowed");
    const wide = setUp({ catdpop: { window: 900 } });
    expect(await wide.enter(proofOf(wide.text, { iat: START_SECONDS - 800 }))).toBe("allowed");
  });

  test("opens once with each proof when it says so, and asking what would be spends none", async () => {
    const { text, enter } = setUp({ catdpop: { window: 60, jti: true } });
    const proof = proofOf(text);
    expect(await enter(proof, { mode: "peek" })).toBe("allowed");
    expect(await enter(proof)).toBe("allowed");
    expect(await enter(proof)).toBe("proof-invalid");
    expect(await enter(proof, { mode: "peek" })).toBe("proof-invalid");
    expect(await enter(proofOf(text))).toBe("allowed");
  });

  test.each([0, 60])("opens once with a proof of %i s from now, to the last second of it", async ahead => {
    const { flow, text, enter } = setUp({ catdpop: { window: 60, jti: true }, exp: START_SECONDS + 600 });
    const proof = proofOf(text, { iat: START_SECONDS + ahead });
    expect(await enter(proof)).toBe("allowed");
    flow.pass(60);
    expect(await enter(proof)).toBe("proof-invalid");
    flow.pass(ahead);
    expect(await enter(proof)).toBe("proof-invalid");
  });
});

describe("where a nonce is wanted", () => {
  const possession = createPossession({
    signatures: nodeSignatures,
    nonceKey: new Uint8Array(32).fill(3),
    needsNonce: true,
  });
  const flow = createCatFlow();
  const text = catWith();

  async function prove(nonce: string | undefined, atSeconds = START_SECONDS) {
    const proof = proofOf(text, { iat: atSeconds, ...(nonce === undefined ? {} : { nonce }) });
    const context = { url: URL, method: "GET" };
    const question = flow.question(text, { context, proof, atSeconds });
    const token = question.credential.kind === "bearer" ? question.credential.token : undefined;
    if (!token) throw new Error("no token");
    return possession.prove(question, token, { limits: [] } as never);
  }

  test("a proof without one proves nothing, and one with ours does", async () => {
    const nonce = possession.nonce(START_SECONDS);
    expect(nonce).toHaveLength(22);
    expect(await prove(undefined)).toBeUndefined();
    expect(await prove("made-up")).toBeUndefined();
    expect((await prove(nonce))?.thumbprint).toHaveLength(32);
  });

  test("a nonce is taken for two to four minutes", async () => {
    const nonce = possession.nonce(START_SECONDS);
    expect(await prove(nonce, START_SECONDS + 119)).toBeDefined();
    expect(await prove(nonce, START_SECONDS + 240)).toBeUndefined();
  });
});

test("a full memory of proofs takes no further proof until some are over", () => {
  const flow = createCatFlow();
  const memory = createProofMemory(2);
  const possession = { thumbprint: new Uint8Array(32), issuedAtSeconds: START_SECONDS };
  const note = (jti: string, until: number) => memory.isReplay(flow.question("x"), jti, possession, until);
  expect([
    note("a", START_SECONDS + 10),
    note("b", START_SECONDS + 10),
    note("c", START_SECONDS + 10),
  ]).toEqual([false, false, true]);
  flow.pass(11);
  expect(note("c", START_SECONDS + 21)).toBe(false);
});

test("one key fills its own share of the memory, and takes nobody else's room", () => {
  const flow = createCatFlow();
  const memory = createProofMemory(100, 2);
  const note = (key: number, jti: string) => {
    const possession = { thumbprint: new Uint8Array(32).fill(key), issuedAtSeconds: START_SECONDS };
    return memory.isReplay(flow.question("x"), jti, possession, START_SECONDS + 10);
  };
  expect([note(1, "a"), note(1, "b"), note(1, "c"), note(2, "a")]).toEqual([false, false, true, false]);
  flow.pass(11);
  expect([note(1, "c"), note(1, "a")]).toEqual([false, false]);
});

test("a proof of a key that the token is not bound to proves nothing and is not remembered", async () => {
  const other = createDpopSender();
  const { enter, text } = setUp({ catdpop: { jti: true } });
  const foreign = other.prove({ htu: URL, iat: START_SECONDS, token: text, jti: "once" });
  expect(await enter(foreign)).toBe("proof-invalid");
  expect(await enter(proofOf(text, { jti: "once" }))).toBe("allowed");
});
