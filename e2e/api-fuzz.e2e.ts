import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../packages/server/src/api/openapi/document-type.ts";
import { listOperations, type Operation } from "../packages/server/src/api/testing/list-operations.ts";
import { createJudgeReply } from "./fuzz/judge-reply.ts";
import { createKnownValues } from "./fuzz/known-values.ts";
import { leftOut } from "./fuzz/left-out.ts";
import { requestsTo } from "./fuzz/requests.ts";
import { collectSecrets } from "./fuzz/secrets.ts";
import { bytesOf, sendBytes } from "./fuzz/send-draft.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const runs = Number(process.env.SLUICE_FUZZ_RUNS ?? 3_000);
/** Drawn once, as for the property tests: a change is judged by what it changes. */
const DEFAULT_SEED = "20261121";
const { SLUICE_FUZZ_SEED: wanted = DEFAULT_SEED } = process.env;
const seed = wanted === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(wanted);
const HOW_LONG = Math.max(170_000, runs * 40);

describe(`requests that nobody has thought of (SLUICE_FUZZ_SEED=${seed}, SLUICE_FUZZ_RUNS=${runs})`, () => {
  let server: TestServer;
  let document: OpenApiDocument;
  let operations: readonly Operation[];
  const secrets = new Set<string>([ADMIN_KEY]);
  const statuses = new Map<string, Set<number>>();

  beforeAll(async () => {
    server = await startSluice();
    document = await (await fetch(`${server.apiUrl}/v1/openapi.json`)).json();
    operations = listOperations(document).filter(({ id }) => !(id in leftOut));
  });
  afterAll(() => server.stop());

  test("are answered as the document says, and never with a fault", { timeout: HOW_LONG }, async () => {
    const judge = createJudgeReply(document, operations);
    const keys = { good: ADMIN_KEY, limited: await limitedKey(server) };
    secrets.add(keys.limited);
    const known = createKnownValues(["demo", "demo/clip", "anna", "none"]);
    const property = fc.asyncProperty(requestsTo(document, operations), async ({ of, draft, broken }) => {
      const sent = bytesOf(draft, known, keys);
      const answer = await sendBytes(server.apiUrl, sent);
      const told = `${broken.join(", ")}\n${sent.head}\n\n${sent.body?.toString("utf8").slice(0, 2_000)}`;
      expect(answer.status, `${answer.body}\n${told}`).toBeLessThan(500);
      expect(judge(sent, answer), told).toEqual([]);
      statuses.set(of.id, (statuses.get(of.id) ?? new Set()).add(answer.status));
      collectSecrets(answer.json, secrets);
      if (answer.status < 300) known.learn(of.kind, answer.json);
    });
    await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
  });

  test("leave the server alive and the key at work", async () => {
    expect(server.process.exitCode).toBeNull();
    expect((await fetch(`${server.apiUrl}/v1/health`)).status).toBe(200);
    expect((await server.api("GET", "/v1/whoami")).status).toBe(200);
  });

  test("have reached every operation, and been carried out by most", () => {
    expect([...statuses.keys()].toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
    const refused = [...statuses].filter(([, seen]) => [...seen].every(status => status >= 300));
    expect(refused.length, JSON.stringify(refused.map(([id]) => id))).toBeLessThan(operations.length * 0.4);
  });

  test("have left no secret in the log", () => {
    expect(secrets.size).toBeGreaterThan(5);
    const log = server.output();
    expect([...secrets].filter(secret => log.includes(secret))).toEqual([]);
  });
});

/** A key that may do everything, but only with what belongs to one application. */
async function limitedKey(server: TestServer): Promise<string> {
  const grant = { name: "limited", scopes: ["admin"], applications: ["demo"], actions: ["play"] };
  const { status, body } = await server.api("POST", "/v1/api-keys", grant);
  expect(status).toBe(201);
  return String(body.key);
}
