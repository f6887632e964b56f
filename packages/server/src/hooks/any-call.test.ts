import { denyReasons } from "@sluice/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mediaServerHooks } from "./index.ts";
import type { HookCall, MediaServerHook } from "./media-server-hook.ts";
import { bodyOf, readHookVectors } from "./testing/read-hook-vectors.ts";

const BODY_LIMIT = 64 * 1024;
const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";

const pieces = fc.constantFrom(
  "/",
  "?",
  "&",
  "=",
  ":",
  "~",
  "%2f",
  "@",
  "://",
  ",",
  "#!::",
  "cam1",
  "token=",
  token,
);
const text = fc.oneof(
  fc.string(),
  fc.array(pieces, { maxLength: 8 }).map(parts => parts.join("")),
);
const leaf = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.constant({}), fc.constant([]));

/** A call of the server's vectors, of which a few values were replaced by anything. */
function changedCalls({ kind }: MediaServerHook): fc.Arbitrary<Partial<HookCall>> {
  const calls = readHookVectors(kind).cases.map(({ call }) => call);
  return fc
    .tuple(fc.constantFrom(...calls), fc.array(fc.tuple(fc.nat(40), leaf), { maxLength: 3 }))
    .map(([call, changes]) => {
      const { method, rest, query, headers } = call;
      const json = changes.reduce<unknown>((value, [at, by]) => replaceLeaf(value, at, by), call.json);
      const form = call.form?.map((pair, at) => {
        const change = changes.find(([index]) => index === at);
        return change ? `${pair.split("=", 1)[0]}=${JSON.stringify(change[1])}` : pair;
      });
      const body = call.json === undefined ? bodyOf({ ...call, form }) : Buffer.from(JSON.stringify(json));
      return { method, rest, query, headers, body };
    });
}

/** Replaces the leaf that is counted so, from the front; of a value with fewer nothing. */
function replaceLeaf(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const walk = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) {
      left -= 1;
      return left === -1 ? by : part;
    }
    if (Array.isArray(part)) return part.map(walk);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value);
}

function callOf({ kind }: MediaServerHook, changes: Partial<HookCall>): HookCall {
  const server = {
    name: kind,
    kind,
    secrets: [],
    allow: [],
    application: "live",
    needsPublisher: true,
    trustsClientAddress: true,
    lifetimeSeconds: 120,
    api: undefined,
    addresses: {},
  };
  const bare = { method: "POST", rest: [], query: "", headers: {}, body: Buffer.alloc(0) };
  return { ...bare, server, nowMilliseconds: 1_800_000_000_000, ...changes };
}

const refused = {
  outcome: "refused",
  reason: "token-unknown",
  ref: "ref",
  title: denyReasons["token-unknown"].title,
} as const;

describe.each(mediaServerHooks.map(hook => [hook.kind, hook] as const))("%s", (_kind, hook) => {
  test("reads and answers any call without an exception, and never with a token in the answer", () => {
    let opened = 0;
    const bytes = fc.uint8Array({ maxLength: 200 }).map(body => ({ body: Buffer.from(body) }));
    fc.assert(
      fc.property(fc.oneof(changedCalls(hook), bytes), call => {
        const event = hook.parse(callOf(hook, call));
        if (event.event === "open") opened += 1;
        for (const outcome of [refused, { outcome: "noted" }, { outcome: "allowed" }] as const) {
          expect(hook.render(outcome, event).body ?? "").not.toContain(token);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(opened).toBeGreaterThan(50);
  });

  test("reads the longest bodies in a time that grows with their length and no faster", () => {
    const started = performance.now();
    for (const piece of ["{", '{"a":', "[", '"', "a=b&", "%", "\\", "://", "@", ","]) {
      const filled = piece.repeat(BODY_LIMIT / piece.length);
      hook.parse(callOf(hook, { body: Buffer.from(filled) }));
      hook.parse(callOf(hook, { body: Buffer.from(JSON.stringify({ action: filled, call: filled })) }));
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
