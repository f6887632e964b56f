import { describe, expect, onTestFinished, test } from "vitest";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import type { UsageAddition } from "../../store/usage.ts";
import { ADMIN_KEY, composeApi, testHasher } from "../testing/compose-api.ts";

const HOUR_SECONDS = 3600;
/** The midnight of UTC that begins today. */
const TODAY_SECONDS = Math.floor(Date.now() / 86_400_000) * 86_400;
const LIMITED_KEY = "a-key-for-live-alone";

/** The API with usage of two applications: at midnight and an hour later. */
async function started() {
  const { server, api, store } = await composeApi();
  onTestFinished(() => server.close());
  const hash = testHasher.hash(LIMITED_KEY);
  const limits = { id: "sk_limited0", organization: FIRST_ORGANIZATION, applications: ["live"] };
  await store.putApiKey(sampleApiKey({ ...limits, hash, scopes: ["usage:read"] }));
  await store.recordActivity([], {
    additions: [
      used("live", "live/a", "eve", TODAY_SECONDS, 1),
      used("demo", "demo/clip", "eve", TODAY_SECONDS + 1, 10),
      used("demo", "demo/clip", undefined, TODAY_SECONDS + HOUR_SECONDS, 100),
    ],
  });
  const ask = async (query: string, key = ADMIN_KEY) => {
    const range = `from=${TODAY_SECONDS}&to=${TODAY_SECONDS + 86_400}`;
    const headers = { authorization: `Bearer ${key}` };
    const reply = await api.inject({ url: `/v1/usage?${range}&${query}`, headers });
    return { status: reply.statusCode, body: reply.json() };
  };
  return { api, ask };
}

function used(
  application: string,
  stream: string,
  user: string | undefined,
  atSeconds: number,
  bytes: number,
): UsageAddition {
  const subject = { organization: FIRST_ORGANIZATION, application, stream, user, tag: undefined };
  return { subject, atSeconds, figures: { bytes } };
}

describe("usage", () => {
  test("is a series of steps with the sums over the whole range", async () => {
    const { ask } = await started();
    const nothing = { sessions: 0, seconds: 0, requests: 0, refused: 0 };
    expect(await ask("limit=1")).toMatchObject({
      status: 200,
      body: {
        items: [{ at: TODAY_SECONDS, of: null, bytes: 11, ...nothing }],
        next: expect.any(String),
        totals: { bytes: 111, ...nothing },
      },
    });
    expect((await ask("step=day")).body).toMatchObject({ items: [{ bytes: 111 }], next: null });
  });

  test("is kept apart by what is asked for, and pages go on", async () => {
    const { ask } = await started();
    const first = (await ask("by=user&limit=2")).body;
    expect(first.items).toMatchObject([
      { at: TODAY_SECONDS, of: "eve", bytes: 11 },
      { at: TODAY_SECONDS + HOUR_SECONDS, of: null, bytes: 100 },
    ]);
    expect(first.next).toBeNull();
    const page = (await ask("by=user&limit=1")).body;
    const next = (await ask(`by=user&limit=1&cursor=${page.next}`)).body;
    expect([...page.items, ...next.items]).toEqual(first.items);
    expect((await ask("by=user&of=eve")).body).toMatchObject({
      items: [{ bytes: 11 }],
      totals: { bytes: 11 },
    });
  });

  test("of a stream is found under its bare name", async () => {
    const { ask } = await started();
    expect((await ask("by=stream&of=clip")).body.totals).toMatchObject({ bytes: 110 });
  });

  test("of other applications is hidden from a key that is limited to some", async () => {
    const { ask } = await started();
    const seen = async (query: string) => (await ask(query, LIMITED_KEY)).body;
    expect(await seen("by=application")).toMatchObject({
      items: [{ of: "live", bytes: 1 }],
      totals: { bytes: 1 },
    });
    expect(await seen("by=stream")).toMatchObject({ items: [{ of: "live/a" }], totals: { bytes: 1 } });
    expect(await seen("by=stream&of=demo/clip")).toMatchObject({ items: [], totals: { bytes: 0 } });
    expect(await seen("by=application&of=demo")).toMatchObject({ items: [], totals: { bytes: 0 } });
    for (const query of ["", "by=user", "by=tag&of=t"]) {
      expect((await ask(query, LIMITED_KEY)).body).toMatchObject({ status: 403, reason: "not-permitted" });
    }
  });

  test.for(["of=eve", "by=viewer", "step=week", "from=9999999999", "cursor=x", "limit=0", "unknown=1"])(
    "asked with %s is refused",
    async query => {
      const { api } = await started();
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      const reply = await api.inject({ url: `/v1/usage?${query}`, headers });
      expect(reply.json()).toMatchObject({ status: 422, reason: "request-invalid" });
    },
  );
});
