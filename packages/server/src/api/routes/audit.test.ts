import { describe, expect, onTestFinished, test } from "vitest";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleApiKey, sampleAuditEntry } from "../../store/conformance/samples.ts";
import { bearer, composeApi, testHasher } from "../testing/compose-api.ts";

/** The API with some entries in the log of its organization, and one in another's. */
async function started(entries = 5) {
  const composed = await composeApi();
  onTestFinished(() => composed.server.close());
  const { store, api } = composed;
  for (let index = 1; index <= entries; index += 1) {
    await store.appendAudit(
      sampleAuditEntry({
        organization: FIRST_ORGANIZATION,
        actor: index % 2 === 1 ? "sk_odd00000" : "sk_even0000",
        subject: { kind: "thing", id: `t${index}` },
        user: index === 2 ? "eve" : undefined,
        atMilliseconds: index * 1000 + 1,
      }),
    );
  }
  await store.appendAudit(
    sampleAuditEntry({ organization: "other", subject: { kind: "thing", id: "theirs" } }),
  );
  const get = (path: string, headers: Readonly<Record<string, string>> = bearer) =>
    api.inject({ url: `/v1/audit${path}`, headers });
  const verify = async (query = "") =>
    (await api.inject({ method: "POST", url: `/v1/audit/verify${query}`, headers: bearer })).json();
  const lines = async (query = "") => {
    const { payload } = await get(`/export${query}`);
    return payload === ""
      ? []
      : payload
          .trimEnd()
          .split("\n")
          .map(line => JSON.parse(line));
  };
  const withKey = async (changes: Parameters<typeof sampleApiKey>[0]) => {
    const hash = testHasher.hash("a key for this test");
    await store.putApiKey(sampleApiKey({ organization: FIRST_ORGANIZATION, hash, ...changes }));
    return { authorization: "Bearer a key for this test" };
  };
  return { ...composed, get, verify, lines, withKey };
}

describe("the audit log", () => {
  test("is listed with actor, address, subject, before and after, and nothing of another organization", async () => {
    const { get } = await started();
    const { items, next } = (await get("?limit=2")).json();
    expect(items).toMatchObject([
      {
        number: 5,
        at: 5.001,
        actor: "sk_odd00000",
        address: "192.0.2.1",
        action: "thing.update",
        subject: { kind: "thing", id: "t5" },
        before: { name: "old" },
        after: { name: "new" },
        user: null,
      },
      { number: 4 },
    ]);
    expect((await get(`?limit=9&cursor=${next}`)).json().items).toHaveLength(3);
    expect((await get("?subject=theirs")).json().items).toEqual([]);
  });

  test.for([
    ["actor=sk_even0000", [4, 2]],
    ["subject=t3", [3]],
    ["user=eve", [2]],
    ["action=thing.update&since=4", [5, 4]],
    ["since=2&until=4", [3, 2]],
    ["actor=nobody", []],
  ] as const)("is filtered by %s", async ([query, numbers]) => {
    const { get } = await started();
    const { items } = (await get(`?${query}`)).json();
    expect(items.map((item: { number: number }) => item.number)).toEqual(numbers);
  });

  test("shows one entry by its number", async () => {
    const { get } = await started();
    expect((await get("/3")).json()).toMatchObject({ number: 3, subject: { id: "t3" } });
    expect((await get("/6")).statusCode).toBe(404);
    expect((await get("/0")).statusCode).toBe(422);
  });

  test("is read by no key that is limited to some applications, whatever its scopes", async () => {
    const { get, api, withKey } = await started();
    const headers = await withKey({ scopes: ["admin"], applications: ["demo"] });
    for (const path of ["", "/1", "/export"]) {
      const refused = await get(path, headers);
      expect(refused.json()).toMatchObject({ status: 403, reason: "not-permitted" });
      expect(refused.payload).not.toContain("thing");
    }
    const refused = await api.inject({ method: "POST", url: "/v1/audit/verify", headers });
    expect(refused.statusCode).toBe(403);
  });
});

describe("an export", () => {
  test("has every entry on a line, the first one first, in pages that nobody sees", async () => {
    const { get, lines } = await started(1203);
    const reply = await get("/export");
    expect(reply.headers["content-type"]).toBe("application/x-ndjson");
    const numbers = (await lines()).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
  });

  test("begins behind a number or at a time, and ends where it is told to", async () => {
    const { lines } = await started(9);
    const numbers = async (query: string) => (await lines(query)).map(({ number }) => number);
    expect(await numbers("?after=7")).toEqual([8, 9]);
    expect(await numbers("?since=8")).toEqual([8, 9]);
    expect(await numbers("?after=2&limit=3")).toEqual([3, 4, 5]);
    expect(await numbers("?after=9")).toEqual([]);
    expect(await numbers("?since=100")).toEqual([]);
  });
});

describe("a verification", () => {
  test("finds a whole log whole, and gives its last entry to be kept elsewhere", async () => {
    const { verify, store } = await started();
    const first = await verify();
    expect(first).toMatchObject({ ok: true, entries: 5, first_problem: null, resealed_at: null });
    const noted = `?noted=${first.head.number}:${first.head.hash}`;
    await store.appendAudit(sampleAuditEntry({ organization: FIRST_ORGANIZATION }));
    expect(await verify(noted)).toMatchObject({ ok: true, entries: 6 });
  });

  test("names what is wrong: another entry than the one that was noted", async () => {
    const { verify } = await started();
    expect(await verify(`?noted=3:${"0".repeat(64)}`)).toMatchObject({
      ok: false,
      entries: 5,
      first_problem: { fault: "noted-differs", number: 3 },
    });
    expect(await verify(`?noted=6:${"0".repeat(64)}`)).toMatchObject({
      ok: false,
      first_problem: { number: 6 },
    });
  });

  test("reads another organization's log for an operator of the machine only", async () => {
    const { api, verify, withKey } = await started();
    expect(await verify("?organization=other")).toMatchObject({ status: 403, reason: "not-permitted" });
    expect(await verify("?organization=none")).toMatchObject({ status: 403, reason: "not-permitted" });
    const headers = await withKey({ scopes: ["audit:read", "installation"] });
    const url = "/v1/audit/verify?organization=other";
    const reply = await api.inject({ method: "POST", url, headers });
    expect(reply.json()).toMatchObject({ ok: true, entries: 1 });
  });

  test("that is asked for by many at once reads the log once", async () => {
    const { verify, store } = await started(450);
    let reads = 0;
    const read = store.auditRows;
    store.auditRows = (...args) => {
      reads += 1;
      return read(...args);
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify()));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, entries: 450 });
    expect(reads).toBeLessThan(10);
  });

  test("names what is wrong: an entry that the store gives altered", async () => {
    const { verify, store } = await started();
    const read = store.auditRows;
    store.auditRows = async (...args) =>
      (await read(...args)).map(row => (row.number === 2 ? { ...row, actor: "sk_nobody00" } : row));
    expect(await verify()).toMatchObject({
      ok: false,
      entries: 1,
      first_problem: { fault: "entry-altered", number: 2 },
    });
  });
});
