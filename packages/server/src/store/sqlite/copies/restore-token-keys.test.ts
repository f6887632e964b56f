import { expect, test } from "vitest";
import { sampleTokenKey } from "../../conformance/token-keys.ts";
import { restorable } from "./testing/restorable.ts";

test("a copy of the past revives no key that has retired since, and keeps one that was made since", async () => {
  const world = await restorable();
  const [leaked, newer] = [sampleTokenKey(), sampleTokenKey()];
  await world.store().writeTokenKeys([{ write: "put", key: leaked, version: 0 }]);
  const copy = await world.copy(0);
  const retired = { ...leaked, state: "retired", sealedJwk: undefined } as const;
  await world.store().writeTokenKeys([
    { write: "put", key: retired, version: 1 },
    { write: "put", key: newer, version: 0 },
  ]);
  expect(await world.restore(copy)).toMatchObject({ relation: "past" });
  const keys = await world.store().tokenKeys();
  expect(keys).toMatchObject([{ id: leaked.id, state: "retired", version: 2 }, { id: newer.id }]);
  expect(keys[0]?.sealedJwk).toBeUndefined();
});
