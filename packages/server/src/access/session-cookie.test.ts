import { expect, test } from "vitest";
import type { LiveSession } from "../sessions/live-session.ts";
import { handlesInCookies, sessionCookie } from "./session-cookie.ts";
import { createFlow } from "./testing/flow.ts";

test.each([
  ["none", undefined, []],
  ["other cookies alone", "theme=dark; sluice_sessions=x", []],
  ["an empty one", "sluice_session=; theme=dark", []],
  ["one that comes twice", "sluice_session=a; sluice_session=a", ["a"]],
  ["those of nested streams, the most fitting first", "sluice_session=b; x=1; sluice_session=a", ["b", "a"]],
  [
    "a forged heap, of which four are tried",
    "1234567".replaceAll(/\d/g, "sluice_session=$&;"),
    ["1", "2", "3", "4"],
  ],
])("the handles in a header with %s", (_what, cookie, handles) => {
  expect(handlesInCookies(cookie)).toEqual(handles);
});

async function admitted(): Promise<LiveSession> {
  const flow = createFlow();
  const { text } = await flow.mint();
  const decision = await flow.enter(flow.question(text), async () => ({ ready: undefined }));
  const session = decision.allowed ? decision.session : undefined;
  if (!session) throw new Error("the session was not admitted");
  return session;
}

test("a cookie lives no longer than its session: to its cap, or to its own end where that comes first", async () => {
  const session = await admitted();
  const { record } = session;
  const place = { folder: "/a/", isSecure: false, nowSeconds: record.capSeconds - 100 };
  const until = (untilSeconds: number | undefined): string =>
    sessionCookie({ ...session, record: { ...record, untilSeconds } }, place);
  expect(until(undefined)).toContain("; Max-Age=100;");
  expect(until(record.capSeconds - 30)).toContain("; Max-Age=70;");
  expect(until(record.capSeconds + 30)).toContain("; Max-Age=100;");
  expect(until(record.capSeconds - 130)).toContain("; Max-Age=0;");
});

test("a folder's name adds nothing to its cookie", async () => {
  const session = await admitted();
  const place = { folder: "/a;Domain=example.org;/", isSecure: false, nowSeconds: session.record.capSeconds };
  expect(sessionCookie(session, place)).toBe(
    `sluice_session=${session.handle}; Path=/a%3BDomain=example.org%3B/; Max-Age=0; HttpOnly; SameSite=Lax`,
  );
});
