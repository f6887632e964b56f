import { expect, test } from "vitest";
import { holder, sampleToken } from "../../conformance/samples.ts";
import type { Store } from "../../store.ts";
import { restorable } from "./testing/restorable.ts";

const token = sampleToken({ kind: "access", maxUses: undefined });

/** Uses the token from an address of its own network. */
async function use(store: Store, prefix4: string): Promise<string> {
  const seen = { ...holder("player", prefix4), address: prefix4.replace("0/24", "7"), asn: undefined };
  const bind = { to: ["prefix"], rebinds: 1 } as const;
  return (await store.bindToken({ token: token.id, bind, seen })).outcome;
}

const [home, away, third] = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"] as const;

test("a token that a restore had taken back belongs to whom it did in the copy that brings it back", async () => {
  const world = await restorable();
  const before = await world.copy(0);
  await world.store().insertTokens([token]);
  expect(await use(world.store(), home)).toBe("learnt");
  expect(await use(world.store(), away)).toBe("moved");
  const after = await world.copy(5);
  await world.restore(before);
  expect(await world.restore(after)).toMatchObject({ relation: "past", tokensReturned: 1 });
  expect(await use(world.store(), third)).toBe("refused");
  expect(await use(world.store(), away)).toBe("held");
});

test.each([
  ["the copy", 1, 0],
  ["here", 0, 1],
])(
  "of another database's copy and here whoever knows of more moves is believed: %s",
  async (_, copied, known) => {
    const world = await restorable();
    const elsewhere = await restorable();
    for (const [{ store }, moves] of [
      [world, copied],
      [elsewhere, known],
    ] as const) {
      await store().insertTokens([token]);
      await use(store(), home);
      if (moves > 0) expect(await use(store(), away)).toBe("moved");
    }
    expect(await elsewhere.restore(await world.copy(10))).toMatchObject({ relation: "other" });
    expect(await use(elsewhere.store(), third)).toBe("refused");
    expect(await use(elsewhere.store(), away)).toBe("held");
  },
);

test("a token that nobody had used when another database was copied belongs to whom it belongs here", async () => {
  const world = await restorable();
  const elsewhere = await restorable();
  for (const { store } of [world, elsewhere]) await store().insertTokens([token]);
  await use(elsewhere.store(), home);
  await use(elsewhere.store(), away);
  await elsewhere.restore(await world.copy(10));
  expect(await use(elsewhere.store(), third)).toBe("refused");
});
