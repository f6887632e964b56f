import fc from "fast-check";
import { expect, test } from "vitest";
import { readJwt, startSplay } from "./testing/start-splay.ts";

const RUNS = 400;
const names = [
  "groupid",
  "streams",
  "orgawide",
  "exp",
  "nbf",
  "ip",
  "domain",
  "user",
  "tag",
  "cust",
  "revocable",
  "forceDisconnect",
  "token",
];
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    true,
    false,
    0,
    "demo/clip",
    ["demo/clip"],
    "192.0.2.0/24",
    1e300,
    -1,
    "\u0000",
    "\ud800",
  ),
  fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
);
const members = fc
  .array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 })
  .map(Object.fromEntries);
const body = fc.oneof({ weight: 4, arbitrary: members }, { weight: 1, arbitrary: fc.jsonValue() });

test("whatever JSON is sent is carried out or refused in the system's words, and never a fault", async () => {
  const { splay, lines } = await startSplay();
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("", "/verify", "/revoke"), body, async (path, sent) => {
      const { status, body: answer } = await splay(path, sent);
      expect([200, 204, 400, 403, 429]).toContain(status);
      if (status === 200 && path === "") {
        made += 1;
        expect(readJwt(String(answer.data?.token)).claims.aud).toBe("splay");
      } else if (status >= 400) {
        expect(answer).toEqual({
          success: false,
          errorCode: expect.any(Number),
          message: expect.any(String),
        });
      }
    }),
    { numRuns: RUNS },
  );
  expect(made).toBeGreaterThan(0);
  expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test("a token that was made opens something that was asked for: what is written is what is read", async () => {
  const { mint, splay } = await startSplay();
  const order = fc.record(
    {
      ip: fc.oneof(fc.ipV4(), fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 10 })),
      domain: fc.domain(),
      user: fc.string({ minLength: 1, maxLength: 40 }),
      tag: fc.string({ minLength: 1, maxLength: 40 }),
      cust: fc.jsonValue({ maxDepth: 2 }),
      revocable: fc.boolean(),
      forceDisconnect: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(order, async limits => {
      fc.pre(JSON.stringify(limits.cust ?? null).length <= 1024);
      const token = await mint({ streams: ["demo/clip"], ...limits });
      expect((await splay("/verify", { token })).status).toBe(200);
    }),
    { numRuns: 100 },
  );
});
