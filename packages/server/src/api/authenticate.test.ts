import { PassThrough } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startApi } from "./testing/ask-api.ts";

/** A new key, and an order of that key for another one whose body is not sent yet. */
async function withOrderUnderWay() {
  const { admin, api } = await startApi();
  const made = await admin("POST", "api-keys", { name: "mine", scopes: ["keys:write", "tokens:create"] });
  const body = new PassThrough();
  const reply = api.inject({
    method: "POST",
    url: "/v1/api-keys",
    headers: { authorization: `Bearer ${made.body.key}`, "content-type": "application/json" },
    payload: body,
  });
  // It is sent when somebody waits for it.
  const answer = reply.then(({ statusCode, payload }) => ({ status: statusCode, body: JSON.parse(payload) }));
  await setTimeout(20);
  return {
    admin,
    id: made.body.id,
    async finish() {
      body.end(JSON.stringify({ name: "another", scopes: ["tokens:create"] }));
      return await answer;
    },
  };
}

describe("a key that is withdrawn while its request is still being sent", () => {
  test("makes no other key that would outlive it", async () => {
    const { admin, id, finish } = await withOrderUnderWay();
    expect((await admin("DELETE", `api-keys/${id}`)).status).toBe(204);
    expect(await finish()).toMatchObject({ status: 401, body: { reason: "api-key-unknown" } });
    expect((await admin("GET", "api-keys")).body.items).toHaveLength(1);
  });

  test("has the rights that it has then", async () => {
    const { admin, id, finish } = await withOrderUnderWay();
    expect((await admin("PATCH", `api-keys/${id}`, { scopes: [] })).status).toBe(200);
    expect(await finish()).toMatchObject({ status: 403, body: { reason: "not-permitted" } });
  });

  test("and that is not withdrawn does what was ordered", async () => {
    const { finish } = await withOrderUnderWay();
    expect(await finish()).toMatchObject({ status: 201, body: { name: "another" } });
  });
});
