import type { BindLimit } from "@sluice/policy";
import { expect, test } from "vitest";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const home = { ...holder("player"), address: "203.0.113.7", asn: undefined };
const away = { ...holder("player", "198.51.100.0/24"), address: "198.51.100.9", asn: undefined };
const other = { ...holder("player", "192.0.2.0/24"), address: "192.0.2.1", asn: undefined };
const bind: BindLimit = { to: ["prefix"], rebinds: 1 };

/** Tokens that belong to whoever used them first, through restarts, in one step with what is let in. */
export function bindingConformance(open: OpenStore): void {
  test("a token belongs to whoever it let in first, and moves as often as its limit says, a restart in between or not", async () => {
    const { store, reopen } = await open();
    const token = sampleToken({ maxUses: undefined });
    await store.insertTokens([token]);
    expect(await store.binding(token.id)).toBeUndefined();
    const enters = { ...sampleRequest(token), binds: [{ token: token.id, bind }] };
    expect((await store.admit(enters)).outcome).toBe("admitted");
    const order = { token: token.id, bind };
    expect(await store.bindToken({ ...order, seen: home })).toMatchObject({ outcome: "held" });
    expect(await store.bindToken({ ...order, seen: away })).toMatchObject({ outcome: "moved" });
    const after = reopen ? await reopen() : store;
    expect(await after.bindToken({ ...order, seen: other })).toMatchObject({ outcome: "refused" });
    expect(await after.bindToken({ ...order, seen: away })).toMatchObject({ outcome: "held" });
    expect(await after.binding(token.id)).toMatchObject({
      rebinds: 1,
      client: { prefix4: "198.51.100.0/24" },
    });
  });

  test("an entry by another client is refused without a use or a session, and one that moves is counted with it", async () => {
    const { store } = await open();
    const token = sampleToken({ maxUses: undefined });
    await store.insertTokens([token]);
    const enter = (prefix4: string) => ({
      ...sampleRequest(token, { holder: holder("player", prefix4), address: prefix4.replace("/24", "") }),
      binds: [{ token: token.id, bind }],
    });
    expect(await store.admit(enter("203.0.113.0/24"))).toMatchObject({ outcome: "admitted" });
    expect(await store.peek(enter("192.0.2.0/24"))).toMatchObject({ plan: { plan: "create" } });
    expect((await store.binding(token.id))?.rebinds).toBe(0);
    expect(await store.admit(enter("198.51.100.0/24"))).toMatchObject({ outcome: "admitted" });
    expect(await store.admit(enter("192.0.2.0/24"))).toMatchObject({ reason: "bind-not-allowed" });
    expect(await store.admit(enter("203.0.113.0/24"))).toMatchObject({ reason: "bind-not-allowed" });
    expect(await store.token(token.id)).toMatchObject({ uses: 2 });
  });

  test.each(["first", "refresh"] as const)(
    "whoever looks like the holder of a session but is another than the one who is bound does not come back to it (%s)",
    async form => {
      const { store } = await open();
      const token = sampleToken({ maxUses: 2 });
      await store.insertTokens([token]);
      const enter = (address: string) => ({
        ...sampleRequest(token, { holder: holder("player"), address, form, bound: true }),
        binds: [{ token: token.id, bind: { to: ["address"] } satisfies BindLimit }],
      });
      expect(await store.admit(enter("203.0.113.7"))).toMatchObject({ outcome: "admitted" });
      expect(await store.admit(enter("203.0.113.8"))).toMatchObject({ reason: "bind-not-allowed" });
      expect(await store.admit(enter("203.0.113.7"))).toMatchObject({ outcome: "continued" });
      expect(await store.token(token.id)).toMatchObject({ uses: 1 });
    },
  );

  test("at another second a token belongs to whom it belongs now", async () => {
    const { store } = await open();
    const token = sampleToken({ maxUses: undefined });
    await store.insertTokens([token]);
    const binds = [{ token: token.id, bind: { to: ["prefix"] } satisfies BindLimit }];
    await store.admit({ ...sampleRequest(token), binds });
    const later = { ...sampleRequest(token), binds, nowSeconds: START_SECONDS + 600 };
    expect(await store.peekAt(later)).toMatchObject({ plan: { plan: "create" } });
    const session = { ...later.session, holder: holder("player", "192.0.2.0/24"), address: "192.0.2.1" };
    expect(await store.peekAt({ ...later, session })).toMatchObject({ plan: { reason: "bind-not-allowed" } });
  });

  test("of many first clients in one moment one is let in", async () => {
    const { store } = await open();
    const token = sampleToken({ maxUses: undefined });
    await store.insertTokens([token]);
    const entries = Array.from({ length: 20 }, (_, index) => ({
      ...sampleRequest(token, { holder: holder("player", `10.0.${index}.0/24`), address: `10.0.${index}.1` }),
      binds: [{ token: token.id, bind: { to: ["prefix"] } satisfies BindLimit }],
    }));
    const answers = await Promise.all(entries.map(entry => store.admit(entry)));
    expect(answers.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
  });

  test("a session keeps the entry that opened it, and the site on which it began", async () => {
    const { store, reopen } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const request = sampleRequest(token, { entry: "live/a/480p/index.m3u8", site: "partner.example" });
    await store.admit(request);
    const after = reopen ? await reopen() : store;
    expect(await after.session(request.session.id)).toMatchObject({
      entry: "live/a/480p/index.m3u8",
      site: "partner.example",
    });
  });
}
