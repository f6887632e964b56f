import { describe, expect, test } from "vitest";
import { createChainCheck } from "../../commands/audit/audit-check.ts";
import type { AuditEntry, AuditQuery } from "../audit.ts";
import { chainStart } from "../audit-chain.ts";
import { InvalidCursor } from "../cursor.ts";
import type { Store } from "../store.ts";
import { START_SECONDS, sampleApiKey, sampleAuditEntry } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const organization = "acme";

/** The audit log: written with the change, chained, listed. */
export function auditConformance(open: OpenStore): void {
  test("an entry stands in the log with the change that it tells of, or not at all", async () => {
    const { store } = await open();
    const key = sampleApiKey();
    await store.putApiKey(key, () => sampleAuditEntry({ subject: { kind: "api-key", id: key.id } }));
    const change = { organization, id: key.id, version: 7, key, administratorAtSeconds: undefined };
    await store.changeApiKey(change, outcome => (outcome === "changed" ? sampleAuditEntry() : undefined));
    const refused = store.putApiKey(sampleApiKey(), () => {
      throw new Error("no entry");
    });
    await expect(refused).rejects.toThrow("no entry");
    expect((await entries(store)).map(({ subject }) => subject.id)).toEqual([key.id]);
  });

  test("an entry reads back as it was told, in the list and alone", async () => {
    const { store } = await open();
    const plain = sampleAuditEntry({ address: undefined, before: undefined, after: undefined });
    const full = sampleAuditEntry({ user: "ünïcode 'quoted'", before: { a: [1, null] }, after: "text" });
    await store.appendAudit(plain);
    await store.appendAudit(full);
    expect(await entries(store)).toMatchObject([
      { number: 2, ...full },
      { number: 1, ...plain },
    ]);
    expect(await store.auditEntry(organization, 2)).toMatchObject({ number: 2, ...full });
    expect(await store.auditEntry(organization, 3)).toBeUndefined();
    expect(await store.auditEntry("other", 1)).toBeUndefined();
  });

  test("each organization has a chain of its own, numbered from 1 without a gap, and it holds together", async () => {
    const { store, reopen } = await open();
    for (let index = 0; index < 5; index += 1) {
      await Promise.all([
        store.appendAudit(sampleAuditEntry()),
        store.appendAudit(sampleAuditEntry({ organization: "other" })),
      ]);
    }
    const later = (await reopen?.()) ?? store;
    await later.appendAudit(sampleAuditEntry());
    for (const [name, length] of [
      [organization, 6],
      ["other", 5],
    ] as const) {
      const rows = [...(await later.auditRows(name, 0, 4)), ...(await later.auditRows(name, 4, 4))];
      expect(rows.map(({ number }) => number)).toEqual(Array.from({ length }, (_, index) => index + 1));
      const check = createChainCheck(chainStart);
      for (const row of rows) expect(check.take(row)).toBeUndefined();
      expect(check.finish()).toBeUndefined();
      const end = await later.auditEnd(name);
      expect(end).toMatchObject({ head: { number: length, hash: rows.at(-1)?.hash }, lastNumber: length });
    }
    expect(await later.auditEnd("nobody")).toEqual({ head: undefined, seal: "none", lastNumber: 0 });
  });

  describe("the list", () => {
    test("is paged, the last entry first, while others are written", async () => {
      const { store } = await open();
      for (let index = 0; index < 5; index += 1) await store.appendAudit(sampleAuditEntry());
      const first = await store.listAudit({ organization, limit: 3 });
      await store.appendAudit(sampleAuditEntry());
      const second = await store.listAudit({ organization, limit: 3, cursor: first.next });
      expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
      expect(second.next).toBeUndefined();
      const wrong = store.listAudit({ organization, limit: 1, cursor: "x" });
      await expect(wrong).rejects.toThrow(InvalidCursor);
    });

    test("is filtered by every field, alone and together, and by time", async () => {
      const { store } = await open();
      const at = (seconds: number) => (START_SECONDS + seconds) * 1000;
      const told: readonly Partial<AuditEntry>[] = [
        { actor: "ann", atMilliseconds: at(0) },
        { action: "key.make", atMilliseconds: at(100) },
        { subject: { kind: "key", id: "k" }, user: "eve", atMilliseconds: at(200) - 1 },
        { actor: "ann", user: "eve", atMilliseconds: at(200) },
        { actor: "ann", action: "key.make", subject: { kind: "key", id: "k" }, atMilliseconds: at(300) },
        { organization: "other", actor: "ann", atMilliseconds: at(300) },
      ];
      for (const entry of told) await store.appendAudit(sampleAuditEntry(entry));
      const numbers = async (query: Partial<AuditQuery>) =>
        (await store.listAudit({ organization, limit: 9, ...query })).items.map(({ number }) => number);
      expect(await numbers({ actor: "ann" })).toEqual([5, 4, 1]);
      expect(await numbers({ action: "key.make" })).toEqual([5, 2]);
      expect(await numbers({ subject: "k" })).toEqual([5, 3]);
      expect(await numbers({ user: "eve" })).toEqual([4, 3]);
      expect(await numbers({ actor: "ann", action: "key.make", subject: "k" })).toEqual([5]);
      expect(await numbers({ actor: "ann", user: "nobody" })).toEqual([]);
      expect(await numbers({ since: START_SECONDS + 200 })).toEqual([5, 4]);
      expect(await numbers({ until: START_SECONDS + 200 })).toEqual([3, 2, 1]);
      expect(await numbers({ actor: "ann", since: START_SECONDS + 1, until: START_SECONDS + 300 })).toEqual([
        4,
      ]);
      expect(await numbers({ since: START_SECONDS + 10_000 })).toEqual([]);
      expect(await store.firstAuditNumber(organization, at(150))).toBe(3);
      expect(await store.firstAuditNumber(organization, at(400))).toBeUndefined();
    });
  });
}

async function entries(store: Store) {
  return (await store.listAudit({ organization, limit: 100 })).items;
}
