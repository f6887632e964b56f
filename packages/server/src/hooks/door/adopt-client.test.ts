import { expect, test } from "vitest";
import { StoreUnavailable } from "../../store/store.ts";
import { openHookDoor, plainServer } from "../testing/hook-door.ts";
import { createAdoptClient } from "./adopt-client.ts";

const listed = {
  id: "5",
  protocol: "rtmp",
  action: "publish",
  application: "live",
  stream: "cam1",
  ip: "203.0.113.9",
  bytes: undefined,
} as const;

test("a client on a server's list is judged by its token as if it asked now", async () => {
  const { dependencies, sessions, mint } = await openHookDoor();
  const adopt = createAdoptClient(dependencies);
  const { text } = await mint({ action: "publish", target: { streams: ["live/cam1"] } });
  expect(await adopt(plainServer, { ...listed, token: "no-token-of-ours" })).toBe("refused");
  expect(await adopt(plainServer, { ...listed, token: text })).toBe("admitted");
  expect([...sessions.live()].map(({ record }) => record.connection?.id)).toEqual(["5"]);
});

test("a store that is away refuses nobody on a list: the client is asked about again", async () => {
  const { dependencies, store, mint } = await openHookDoor();
  const { text } = await mint({ action: "publish", target: { streams: ["live/cam1"] } });
  store.admit = () => Promise.reject(new StoreUnavailable("away"));
  await expect(createAdoptClient(dependencies)(plainServer, { ...listed, token: text })).rejects.toThrow(
    "the store could not be asked",
  );
});
