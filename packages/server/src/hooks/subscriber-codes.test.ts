import { describe, expect, test } from "vitest";
import { mediaServerHooks } from "./index.ts";
import type { HookEvent, MediaServerHook } from "./media-server-hook.ts";
import { bodyOf, type HookVector, readHookVectors, type VectorCall } from "./testing/read-hook-vectors.ts";

const EXAMPLE = "st_EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXA";
const ALICE = "totp:alice:012345";
/** Tokens in another place of the call or under another name, and another subscriber. */
const OTHERS = /st_EXAMPLE|st_ANOTHER|access_subscriber|"anna"/;
const ADDRESS = new RegExp(`(tcurl=[^"&]*)token=${EXAMPLE}`);
/** Servers whose calls have what clients wrote as members of an object. */
const IN_MEMBERS: ReadonlySet<string> = new Set(["antmedia", "node-media-server"]);

/** The call of a client that writes a subscriber's id and code wherever it wrote the token. */
function withCode(kind: string, call: VectorCall): VectorCall {
  const written = (before: string, between: string) =>
    `${before}subscriberId=alice${between}subscriberCode=012345`;
  const text = JSON.stringify(call)
    // An address inside of a form.
    .replace(ADDRESS, `$1${written("", "%26")}`)
    .replaceAll(`, token=${EXAMPLE}`, written(", ", ", "))
    .replaceAll(`,token=${EXAMPLE}`, written(",", ","))
    .replaceAll(`{token=${EXAMPLE}`, written("{", ", "))
    .replaceAll(`token=${EXAMPLE}`, written("", "&"));
  const member = IN_MEMBERS.has(kind)
    ? text.replaceAll(`"token":"${EXAMPLE}"`, '"subscriberId":"alice","subscriberCode":"012345"')
    : text;
  return JSON.parse(member);
}

function parse(hook: MediaServerHook, { server }: HookVector, call: VectorCall): HookEvent {
  const { method, rest, query, headers } = call;
  const settings = {
    name: hook.kind,
    kind: hook.kind,
    secrets: [],
    allow: [],
    api: undefined,
    addresses: {},
  };
  return hook.parse({
    ...{ method, rest, query, headers, body: bodyOf(call), nowMilliseconds: 0 },
    server: { ...settings, ...server },
  });
}

/** The id of a connection may be made of the token. */
function withoutId({ connectionId: _, ...event }: Extract<HookEvent, { event: "open" }>) {
  return event;
}

describe.each(mediaServerHooks)("$kind", hook => {
  test("a subscriber's id and code are read wherever a token is read by its name", () => {
    const { cases } = readHookVectors(hook.kind);
    let read = 0;
    for (const vector of cases) {
      const call = withCode(hook.kind, vector.call);
      const [before, after] = [parse(hook, vector, vector.call), parse(hook, vector, call)];
      if (before.event !== "open" || before.token !== EXAMPLE || before.mayBeCut) continue;
      const isWritten = JSON.stringify(call) !== JSON.stringify(vector.call);
      if (!isWritten || OTHERS.test(JSON.stringify(call))) continue;
      expect(after, vector.name).toMatchObject({ ...withoutId(before), token: ALICE });
      read += 1;
    }
    expect(read).toBeGreaterThan(0);
  });
});
