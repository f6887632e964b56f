import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAfter } from "./hooks/expect-after.ts";
import { beginFlow, type Flow } from "./hooks/flow.ts";
import type { RawAnswer } from "./hooks/raw-http.ts";
import { readSequences, type SequenceAnswer, type Step, sequenceKinds } from "./hooks/read-sequences.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const SECRET = "hook-secret-of-replays-0123456789";
/** As in packages/server/src/declarations/media-server.ts: none may be without flows. */
const KINDS = [
  "antmedia",
  "bintu",
  "mediamtx",
  "nginx-rtmp",
  "node-media-server",
  "ome",
  "srs",
  "zlmediakit",
];

let sluice: TestServer;
beforeAll(async () => {
  sluice = await startSluice({ env: { SLUICE_HOOK_SECRET: SECRET } });
});
afterAll(() => sluice.stop());

test("every media server that is answered has flows of its own", () => {
  expect(sequenceKinds().toSorted()).toEqual(KINDS);
});

for (const kind of sequenceKinds()) {
  describe(`what ${kind} says is answered in its own dialect`, () => {
    test.each(readSequences(kind))("$title", async sequence => {
      expect(sequence.versions.length).toBeGreaterThan(0);
      expect(sequence.source.length).toBeGreaterThan(10);
      const flow = await beginFlow(sluice, kind, SECRET, sequence);
      for (const [at, step] of sequence.steps.entries())
        await take(flow, step, `step ${at + 1}: ${step.note}`);
    });
  });
}

test("no token and no secret of all these flows is in what the server has printed", async () => {
  expect(sluice.output()).not.toContain(SECRET);
  expect(sluice.output()).not.toMatch(/st_[0-9A-Za-z]{38}/);
});

async function take(flow: Flow, step: Step, what: string): Promise<void> {
  if (step.waitMilliseconds !== undefined) await wait(step.waitMilliseconds);
  if (step.revoke !== undefined) await revoke(flow, step.revoke);
  const calls = step.together ?? (step.call ? [step.call] : []);
  const answers = await Promise.all(calls.map(call => flow.send(call)));
  for (const answer of answers) expectAnswer(answer, step.answer && flow.fill(step.answer), what);
  if (step.after) await expectAfter(flow, step.after);
}

function expectAnswer(answer: RawAnswer, expected: SequenceAnswer | undefined, what: string): void {
  expect(expected, `${what} says what is answered`).toBeDefined();
  const { status, contentType, body, location } = expected ?? { status: 0 };
  expect(answer.status, what).toBe(status);
  if (contentType !== undefined) expect(answer.headers["content-type"], what).toBe(contentType);
  if (body !== undefined) expect(withoutRefs(answer.body), what).toBe(body);
  expect(answer.headers.location, what).toBe(location);
}

/** References are drawn: nobody knows them before. */
function withoutRefs(body: string): string {
  return body.replaceAll(/\b[2-9A-HJKMNP-TV-Z]{10}\b/g, "{{ref}}");
}

async function revoke({ sluice: server, tokens }: Flow, name: string): Promise<void> {
  const { status } = await server.api("DELETE", `/v1/tokens/${tokens.get(name)?.id}`);
  expect(status).toBe(204);
}
