import { describe, expect, test } from "vitest";
import { everyLimit, noLimit } from "../contract/cases/every-limit.ts";
import { startApi } from "../testing/ask-api.ts";

const clip = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };

describe("limits that tokens and streams share", () => {
  test("are answered as they were given, kept by other changes, and taken away by null", async () => {
    const { admin } = await startApi();
    const made = await admin("POST", "tokens", { ...clip, ...everyLimit });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining(everyLimit)]);
    const path = `tokens/${made.body.id}`;
    const tagged = await admin("PATCH", path, { tag: "t", max_bytes: 7 });
    expect(tagged.body).toMatchObject({ ...everyLimit, tag: "t", max_bytes: 7 });
    expect((await admin("GET", path)).body).toEqual(tagged.body);
    const bare = await admin("PATCH", path, noLimit);
    expect([bare.status, bare.body]).toEqual([200, expect.objectContaining({ ...noLimit, tag: "t" })]);
  });

  test("are a stream's own in the same words", async () => {
    const { admin } = await startApi();
    await admin("POST", "applications", { name: "live" });
    const made = await admin("POST", "streams", { application: "live", id: "a", limits: everyLimit });
    expect([made.status, made.body.limits]).toEqual([201, expect.objectContaining(everyLimit)]);
    const bare = await admin("PATCH", "streams/live/a", { limits: noLimit });
    expect([bare.status, bare.body.limits]).toEqual([200, expect.objectContaining(noLimit)]);
  });

  test.each([
    [3, 3],
    [{ count: 3 }, 3],
    [{ count: 3, per: "token", over: "organization", when_full: "reject-new" }, 3],
    [
      { count: 3, over: "stream" },
      { count: 3, per: "token", over: "stream", when_full: "reject-new" },
    ],
    [
      { count: 3, per: "stream" },
      { count: 3, per: "stream", over: "stream", when_full: "reject-new" },
    ],
  ])("a token's max_sessions %j is %j", async (given, wanted) => {
    const { admin } = await startApi();
    const { body } = await admin("POST", "tokens", { ...clip, max_sessions: given });
    expect(body.max_sessions).toEqual(wanted);
  });

  test.each([
    [{ count: 3, per: "stream" }, 3],
    [
      { count: 3, per: "user" },
      { count: 3, per: "user", over: "stream", when_full: "reject-new" },
    ],
  ])("a stream's max_sessions %j is %j", async (given, wanted) => {
    const { admin } = await startApi();
    await admin("POST", "applications", { name: "live" });
    const limits = { max_sessions: given };
    const { body } = await admin("POST", "streams", { application: "live", id: "a", limits });
    expect(body.limits).toMatchObject({ max_sessions: wanted });
  });

  test.each([
    ["max_sessions", { max_sessions: 0 }],
    ["max_sessions", { max_sessions: { per: "user" } }],
    ["max_sessions.per", { max_sessions: { count: 1, per: "user" } }],
    ["max_sessions", { max_sessions: { count: 1, per: "stream", over: "application" } }],
    ["max_watch_minutes", { max_watch_minutes: 0.5 }],
    ["max_bytes", { max_bytes: -1 }],
    ["bind", { bind: { to: ["address", "address"] } }],
    ["countries", { countries: {} }],
    ["countries.allow.0", { countries: { allow: ["Germany"] } }],
    ["asns.deny.0", { asns: { deny: [0] } }],
    ["rules.0.ip.0", { rules: [{ effect: "allow", ip: ["nowhere"] }] }],
    ["hours.0.time_zone", { hours: [{ from: "09:00", to: "10:00", time_zone: "Mars/Olympus" }] }],
    ["hours.0.from", { hours: [{ from: "24:00", to: "10:00" }] }],
    ["renditions", { renditions: [] }],
  ])("a wrong %s is refused with its field", async (field, limits) => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens", { ...clip, ...limits });
    expect(status).toBe(422);
    const fields = (body.errors as { field: string }[]).map(error => error.field);
    expect(
      fields.some(name => name === field || name.startsWith(`${field}.`)),
      fields.join(),
    ).toBe(true);
  });

  test("a change of the user's places of a token without a user is refused", async () => {
    const { admin, mint } = await startApi();
    const { id } = await mint();
    const change = { max_sessions: { count: 1, per: "user" } };
    expect((await admin("PATCH", `tokens/${id}`, change)).status).toBe(422);
  });
});
