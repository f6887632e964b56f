import { describe, expect, test } from "vitest";
import { sampleRequest, sampleToken } from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { StoreUnavailable } from "../store/store.ts";
import { countStore } from "./count-store.ts";
import { createStoreMetrics } from "./metrics/store-metrics.ts";
import { createMetrics } from "./metrics.ts";

type Metrics = ReturnType<typeof createMetrics>;

/** The samples of one metric as `{labels} value`. */
async function samplesOf(metrics: Metrics, name: string): Promise<readonly string[]> {
  const text = await metrics.registry.getSingleMetricAsString(name);
  return text.split("\n").filter(line => line.startsWith(name) && !line.startsWith("#"));
}

describe("the metrics", () => {
  test("say what runs, and how far the clock is behind, at each scrape", async () => {
    let lag = 0;
    const process = { version: "1.2.3", clockLagSeconds: () => lag };
    const metrics = createMetrics(() => 7, { process });
    lag = 12.5;
    expect(await samplesOf(metrics, "sluice_clock_lag_seconds")).toEqual(["sluice_clock_lag_seconds 12.5"]);
    expect(await samplesOf(metrics, "sluice_build_info")).toEqual([
      `sluice_build_info{version="1.2.3",node="${globalThis.process.versions.node}"} 1`,
    ]);
    expect(await samplesOf(metrics, "sluice_sessions_live")).toEqual(["sluice_sessions_live 7"]);
  });

  test("of the store are those of the store that was opened before there was a server", async () => {
    const store = createStoreMetrics();
    store.committed(5, 0.002);
    store.gaveUp(3);
    store.watch(() => 42);
    const metrics = createMetrics(() => 0, { process: { version: "1", clockLagSeconds: () => 0 }, store });
    expect(await samplesOf(metrics, "sluice_store_waiting")).toEqual(["sluice_store_waiting 42"]);
    expect(await samplesOf(metrics, "sluice_store_failures_total")).toEqual([
      "sluice_store_failures_total 3",
    ]);
    const batches = await samplesOf(metrics, "sluice_store_batch_operations");
    expect(batches).toContain("sluice_store_batch_operations_sum 5");
    expect(batches).toContain('sluice_store_batch_operations_bucket{le="4"} 0');
    expect(batches).toContain('sluice_store_batch_operations_bucket{le="8"} 1');
  });

  test("have one registry each: two servers in a process count apart", async () => {
    const one = createMetrics(() => 1);
    const two = createMetrics(() => 2);
    one.decisionsDropped.inc();
    expect(await samplesOf(two, "sluice_decisions_dropped_total")).toEqual([
      "sluice_decisions_dropped_total 0",
    ]);
  });
});

describe("a counted store", () => {
  test("counts admissions by their outcome, and a session when it begins", async () => {
    const metrics = createMetrics(() => 0);
    const store = countStore(openMemoryStore(), metrics);
    const token = sampleToken({ maxUses: 1 });
    await store.insertTokens([token]);
    const request = sampleRequest(token);
    expect((await store.admit(request)).outcome).toBe("admitted");
    expect((await store.admit(sampleRequest(token))).outcome).toBe("refused");
    expect(await samplesOf(metrics, "sluice_admissions_total")).toEqual([
      'sluice_admissions_total{outcome="admitted"} 1',
      'sluice_admissions_total{outcome="refused"} 1',
    ]);
    expect(await samplesOf(metrics, "sluice_sessions_started_total")).toEqual([
      `sluice_sessions_started_total{action="${request.session.action}",door="${request.session.door}"} 1`,
    ]);
  });

  test("counts an admission that the store could not answer, and the fault passes through", async () => {
    const metrics = createMetrics(() => 0);
    const inner = openMemoryStore();
    const store = countStore(
      { ...inner, admit: () => Promise.reject(new StoreUnavailable("full")) },
      metrics,
    );
    await expect(store.admit(sampleRequest(sampleToken()))).rejects.toThrow(StoreUnavailable);
    expect(await samplesOf(metrics, "sluice_admissions_total")).toEqual([
      'sluice_admissions_total{outcome="failed"} 1',
    ]);
    expect(await samplesOf(metrics, "sluice_sessions_started_total")).toEqual([]);
  });

  test("counts tokens by kind and action, and only those that were kept", async () => {
    const metrics = createMetrics(() => 0);
    const inner = openMemoryStore();
    const store = countStore(inner, metrics);
    await store.insertTokens([
      sampleToken({ kind: "one-time" }),
      sampleToken({ kind: "access" }),
      sampleToken({ kind: "access", action: "publish" }),
    ]);
    const failing = countStore({ ...inner, insertTokens: () => Promise.reject(new Error("full")) }, metrics);
    await expect(failing.insertTokens([sampleToken()])).rejects.toThrow("full");
    expect([...(await samplesOf(metrics, "sluice_tokens_created_total"))].sort()).toEqual([
      'sluice_tokens_created_total{kind="access",action="play"} 1',
      'sluice_tokens_created_total{kind="access",action="publish"} 1',
      'sluice_tokens_created_total{kind="one-time",action="play"} 1',
    ]);
  });

  test("counts the tokens of a repeated request once", async () => {
    const metrics = createMetrics(() => 0);
    const store = countStore(openMemoryStore(), metrics);
    const token = sampleToken();
    const request = {
      organization: token.organization,
      apiKey: "sk_test0000",
      keyHash: new Uint8Array([1]),
      requestHash: new Uint8Array([2]),
      createdAtSeconds: 1_800_000_000,
      tokenIds: [token.id],
      sealed: "sealed",
    };
    expect(await store.insertTokensOnce([token], request)).toBeUndefined();
    expect(await store.insertTokensOnce([sampleToken()], request)).toMatchObject({ apiKey: "sk_test0000" });
    expect(await samplesOf(metrics, "sluice_tokens_created_total")).toEqual([expect.stringMatching(/ 1$/)]);
  });

  test("tells how long revocations take, also when that cannot be written", async () => {
    const metrics = createMetrics(() => 0);
    const store = countStore(openMemoryStore(), metrics);
    await store.noteRevocationEffect("rv_1", 4);
    expect(await samplesOf(metrics, "sluice_revocation_effect_seconds")).toEqual(
      expect.arrayContaining([
        'sluice_revocation_effect_seconds_bucket{le="0.0025"} 0',
        'sluice_revocation_effect_seconds_bucket{le="0.005"} 1',
        "sluice_revocation_effect_seconds_sum 0.004",
      ]),
    );
  });

  test("is the store itself in all else, also when that is changed later", async () => {
    const inner = openMemoryStore();
    const store = countStore(
      inner,
      createMetrics(() => 0),
    );
    inner.highWaterSeconds = () => Promise.resolve(99);
    expect(await store.highWaterSeconds()).toBe(99);
    expect(store.backend).toBe("memory");
  });
});
