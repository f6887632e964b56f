import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compatSystems } from "../packages/server/src/compat/index.ts";
import { type FiledFlow, readFlows } from "./compat/read-vectors.ts";
import { replayFlow } from "./compat/replay-flow.ts";
import { secretTexts } from "./compat/secret-texts.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const secrets = new Set<string>();
let replayed = 0;
let sluice: TestServer;
beforeAll(async () => {
  sluice = await startSluice();
});
afterAll(() => sluice?.stop());

for (const { id, title } of compatSystems) {
  describe(`calls of ${title} are answered as they are known there`, () => {
    test.concurrent.each(readFlows(id))("$file: $title", replay);
  });
}

test("no token and no key of all these calls is in what the server has printed", () => {
  const printed = sluice.output();
  expect(printed).not.toContain(ADMIN_KEY);
  // Single flows can be run alone, and those of problems make none.
  const areAll = replayed > 0 && replayed === compatSystems.flatMap(({ id }) => readFlows(id)).length;
  if (areAll) expect(secrets.size, "credentials were made").toBeGreaterThan(0);
  // The texts themselves are not shown: this output is kept, too.
  expect([...secrets].filter(text => printed.includes(text)).length).toBe(0);
});

async function replay(flow: FiledFlow): Promise<void> {
  const answers = await replayFlow(sluice, flow);
  replayed += 1;
  for (const { body } of answers) for (const text of secretTexts(body)) secrets.add(text);
}
