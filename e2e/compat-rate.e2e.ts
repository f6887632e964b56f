import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const SECOND = 1_000;

let sluice: TestServer;

beforeAll(async () => {
  sluice = await startSluice({ env: { SLUICE_COMPAT_CALLS_PER_SECOND: "1" } });
});
afterAll(() => sluice?.stop());

async function listKeys(base: string, headers: Readonly<Record<string, string>>) {
  const reply = await fetch(`${sluice.url}${base}/playback_tokens/keys`, { headers });
  const retryAfter = reply.headers.get("retry-after");
  return { status: reply.status, retryAfter, body: await reply.text() };
}

test.each([
  ["Flowplayer", "/platform/v3", { "x-flowplayer-api-key": ADMIN_KEY }],
  ["Wowza Video", "/api/v2.0", { authorization: `Bearer ${ADMIN_KEY}` }],
])(
  "a back end of %s that calls too often is told when to come back, and gets on when it does",
  async (...from) => {
    const [, base, headers] = from;
    // Far more than are free, and at once: a slow machine earns a few meanwhile.
    const answers = await Promise.all(Array.from({ length: 60 }, () => listKeys(base, headers)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, retryAfter } of refused) {
      expect([status, JSON.parse(body)]).toEqual([429, { message: "Too Many Requests" }]);
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect(
      (await listKeys(base, { ...headers, ...wrong(headers) })).status,
      "the key is looked at first",
    ).toBe(401);
    await pause(Number(refused.at(-1)?.retryAfter) * SECOND);
    expect((await listKeys(base, headers)).status).toBe(200);
  },
);

/** The same place, with a key that nobody has. */
function wrong(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}x`]));
}
