import { describe, expect, test } from "vitest";
import { createFlow } from "../access/testing/flow.ts";
import { entryCookies } from "./entry-cookie.ts";

async function cookiesAt(carriage: "path" | "cookie" | "query", isSecure: boolean, id = "clip") {
  const flow = createFlow();
  const { text } = await flow.mint();
  const decision = await flow.enter(flow.question(text), async () => ({ ready: undefined }));
  if (!decision.allowed || !decision.session) throw new Error("the session was not admitted");
  const { session, stream } = decision;
  const located = { ...stream, id, application: { ...stream.application, carriage } };
  const at = { stream: located, nowMilliseconds: (session.record.capSeconds - 60) * 1000 };
  return { handle: session.handle, cookies: entryCookies({ basePath: "/media", isSecure }, session, at) };
}

describe("an entry", () => {
  test.each(["path", "query"] as const)("sets no cookie where sessions are carried by %s", async carriage => {
    expect((await cookiesAt(carriage, true)).cookies).toEqual([]);
  });

  test("over TLS sets a cookie that embedded players keep, one for each site around them", async () => {
    const { cookies, handle } = await cookiesAt("cookie", true);
    expect(cookies).toEqual([
      `sluice_session=${handle}; Path=/media/demo/clip/; Max-Age=60; HttpOnly; SameSite=None; Secure; Partitioned`,
    ]);
  });

  test("without TLS sets one that no other site uses", async () => {
    const { cookies, handle } = await cookiesAt("cookie", false);
    expect(cookies).toEqual([
      `sluice_session=${handle}; Path=/media/demo/clip/; Max-Age=60; HttpOnly; SameSite=Lax`,
    ]);
  });

  test("spells the cookie's path as manifests spell addresses, and no name adds to its attributes", async () => {
    const { cookies } = await cookiesAt("cookie", false, "a b;Domain=example.org/é");
    expect(cookies[0]).toContain("; Path=/media/demo/a%20b%3BDomain%3Dexample.org/%C3%A9/; ");
  });
});
