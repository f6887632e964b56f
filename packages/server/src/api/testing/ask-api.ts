import { randomBytes } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import type { ServerParts } from "../../compose.ts";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import { ADMIN_KEY, type ComposedApi, composeApi, testHasher } from "./compose-api.ts";

export type Json = Readonly<Record<string, unknown>>;
export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Asks with one key: `ask("POST", "tokens", {…})`. */
export type Ask = ReturnType<typeof askWith>;

function askWith(api: ComposedApi["api"], key: string) {
  return async (method: Method, path: string, body?: Json, headers: Json = {}) => {
    const reply = await api.inject({
      method,
      url: `/v1/${path}`,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: reply.payload === "" ? undefined : reply.json(),
    };
  };
}

/** The whole API on a memory store, at a clock that the test moves; closed after the test. */
export async function startApi(changes: Partial<ServerParts> = {}) {
  let nowMilliseconds = Date.now();
  // It stands still but for what the test waits.
  const clock = {
    nowMilliseconds: () => nowMilliseconds,
    nowSeconds: () => Math.floor(nowMilliseconds / 1000),
  };
  const composed = await composeApi({ clock, ...changes });
  onTestFinished(() => composed.server.close());
  const admin = askWith(composed.api, ADMIN_KEY);
  return {
    ...composed,
    admin,
    nowSeconds: () => Math.floor(nowMilliseconds / 1000),
    wait(seconds: number): void {
      nowMilliseconds += seconds * 1000;
    },
    /** A key of the first organization unless told otherwise. */
    async withKey(rights: Partial<ApiKeyRecord>): Promise<Ask & { readonly id: string }> {
      const text = `sk_${randomBytes(16).toString("hex")}`;
      const record = sampleApiKey({
        organization: FIRST_ORGANIZATION,
        hash: testHasher.hash(text),
        id: text.slice(0, 11),
        ...rights,
      });
      await composed.store.putApiKey(record);
      return Object.assign(askWith(composed.api, text), { id: record.id });
    },
    /** Makes a token; 201 is expected. */
    async mint(grant: Json = {}, ask: Ask = admin) {
      const body = { kind: "access", action: "play", target: { streams: ["demo/clip"] }, ...grant };
      const answer = await ask("POST", "tokens", body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body;
    },
    /** Begins a session with a token's text. */
    async enter(token: string, client: Json = {}) {
      const body = { action: "play", stream: "demo/clip", token, ip: "192.0.2.1", consume: true, ...client };
      return (await admin("POST", "check", body)).body;
    },
    audit: async () =>
      (await composed.store.listAudit({ organization: FIRST_ORGANIZATION, limit: 100 })).items,
  };
}
