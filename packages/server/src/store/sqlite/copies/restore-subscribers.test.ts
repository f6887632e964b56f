import { expect, test } from "vitest";
import { sampleSubscriber } from "../../conformance/subscribers.ts";
import { restorable } from "./testing/restorable.ts";

test("a copy of the past revives no subscriber that was removed since, and no secret that was changed", async () => {
  const world = await restorable();
  const [removed, changed, newer] = ["removed", "changed", "newer"].map(subscriberId =>
    sampleSubscriber({ subscriberId }),
  );
  if (!removed || !changed || !newer) throw new Error("no samples");
  await world.store().writeSubscriber({ subscriber: removed, version: 0 });
  await world.store().writeSubscriber({ subscriber: changed, version: 0 });
  const copy = await world.copy(0);
  await world.store().removeSubscribers({ ...removed, limit: 1 });
  const renewed = { ...changed, sealedSecret: "v1.another" };
  await world.store().writeSubscriber({ subscriber: renewed, version: 1 });
  await world.store().writeSubscriber({ subscriber: newer, version: 0 });
  expect(await world.restore(copy)).toMatchObject({ relation: "past" });
  const { organization, stream } = removed;
  const left = await world.store().listSubscribers({ organization, stream, offset: 0, limit: 9 });
  expect(left).toMatchObject([
    { subscriberId: "changed", sealedSecret: "v1.another" },
    { subscriberId: "newer" },
  ]);
});
