import { expect, test } from "vitest";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "../conformance/samples.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

test("whom an operator has sent away stays out after a restart, and others never were", async () => {
  const file = await temporaryFile();
  const token = sampleToken({ kind: "access", maxUses: undefined });
  const before = await openForTest({ file });
  await before.insertTokens([token]);
  await before.admit(sampleRequest(token, { id: "sent-away", holder: holder("player/1") }));
  await before.endSessions(["sent-away"], "operator", START_SECONDS + 1);
  await before.close();

  const store = await openForTest({ file });
  const nowSeconds = START_SECONDS + 2;
  const again = await store.admit(sampleRequest(token, { nowSeconds, holder: holder("player/1") }));
  expect(again).toMatchObject({ outcome: "refused", reason: "session-ended", sessionId: "sent-away" });
  const stranger = await store.admit(sampleRequest(token, { nowSeconds, holder: holder("other/1") }));
  expect(stranger.outcome).toBe("admitted");
});
