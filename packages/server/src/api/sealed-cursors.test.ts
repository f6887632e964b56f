import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleApiKey } from "../store/conformance/samples.ts";
import { bearer, type ComposedApi, composeApi, testHasher } from "./testing/compose-api.ts";

const OTHERS_KEY = "sk_key-of-another-organization";

let composed: ComposedApi;

beforeAll(async () => {
  composed = await composeApi();
  const hash = testHasher.hash(OTHERS_KEY);
  await composed.store.putApiKey(sampleApiKey({ id: "sk_other000", organization: "other", hash }));
  const token = { kind: "access", action: "play", target: { organization: true } };
  for (const headers of [bearer, { authorization: `Bearer ${OTHERS_KEY}` }]) {
    for (const user of ["one", "two", "three"]) {
      const reply = await composed.api.inject({
        method: "POST",
        url: "/v1/tokens",
        headers,
        payload: { ...token, user },
      });
      expect(reply.statusCode).toBe(201);
    }
  }
});

afterAll(() => composed.server.close());

async function page(query: string, list = "tokens", headers = bearer) {
  const reply = await composed.api.inject({ url: `/v1/${list}?${query}`, headers });
  return { status: reply.statusCode, body: reply.json() };
}

describe("the cursor of a list", () => {
  test("leads to the next page", async () => {
    const first = await page("limit=2");
    const second = await page(`limit=2&cursor=${first.body.next}`);
    const users = [...first.body.items, ...second.body.items].map(({ user }) => user);
    expect(users).toEqual(["three", "two", "one"]);
    expect(second.body.next).toBeNull();
  });

  test("shows nobody a position, which would count what other organizations write", async () => {
    const { next } = (await page("limit=1")).body;
    const read = Buffer.from(next.replace(/^v1\./, ""), "base64url").toString("latin1");
    expect(read).not.toMatch(/^[\d.]*$/);
    expect((await page("limit=1")).body.next).not.toBe(next);
  });

  test("opens in no other list and for no other organization, like one that is made up", async () => {
    const { next } = (await page("limit=1")).body;
    const others = { authorization: `Bearer ${OTHERS_KEY}` };
    const answers = [
      await page(`cursor=${next}`, "sessions"),
      await page(`cursor=${next}`, "tokens", others),
      await page(`cursor=${Buffer.from("1700000000000.5").toString("base64url")}`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ field: "cursor", message: "was not made by this list" }]);
    }
  });
});
