import { expect, onTestFinished } from "vitest";
import { createClock } from "../../lib/clock.ts";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import { composeApi, testHasher } from "./compose-api.ts";

type Json = Readonly<Record<string, unknown>>;

/** The API as webhooks see it: callers with some rights, a clock that the test moves, and the audit log. */
export async function startWebhookApi() {
  let passedMilliseconds = 0;
  const clock = createClock({ wallMilliseconds: () => Date.now() + passedMilliseconds });
  const composed = await composeApi({ clock });
  const { store } = composed;
  onTestFinished(() => composed.server.close());
  let keys = 0;
  const caller = async (
    scopes: readonly string[],
    organization: string = FIRST_ORGANIZATION,
    applications?: readonly string[],
  ) => {
    keys += 1;
    const text = `sk_caller${keys}`;
    const hash = testHasher.hash(text);
    await store.putApiKey(
      sampleApiKey({ id: `sk_caller00${keys}`, organization, hash, scopes, applications }),
    );
    return async (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: Json, headers = {}) => {
      const reply = await composed.api.inject({
        method,
        url: `/v1/${path}`,
        headers: { authorization: `Bearer ${text}`, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: reply.statusCode, headers: reply.headers, body: reply.payload && reply.json() };
    };
  };
  const operator = await caller(["admin", "installation"]);
  return {
    ...composed,
    caller,
    operator,
    tenant: await caller(["admin"]),
    async create(grant: Json = {}, by = operator) {
      const reply = await by("POST", "webhooks", {
        url: "https://receiver.example/hook",
        events: ["session.started"],
        ...grant,
      });
      expect(reply.status, JSON.stringify(reply.body)).toBe(201);
      return reply.body;
    },
    audit: async () => (await store.listAudit({ organization: FIRST_ORGANIZATION, limit: 100 })).items,
    wait: (seconds: number) => {
      passedMilliseconds += seconds * 1000;
    },
  };
}
