import { randomBytes } from "node:crypto";
import { parseJsonObject } from "@sluice/token";
import { startApi } from "../../../api/testing/ask-api.ts";
import { ADMIN_KEY, testHasher } from "../../../api/testing/compose-api.ts";
import type { ServerParts } from "../../../compose.ts";
import { FIRST_ORGANIZATION } from "../../../registry/built-in.ts";
import type { ApiKeyRecord } from "../../../store/api-keys.ts";
import { sampleApiKey } from "../../../store/conformance/samples.ts";

/** What a call was answered. */
export interface SplayAnswer {
  readonly status: number;
  // The tests say what is in it.
  readonly body: { readonly success?: boolean; readonly data?: { readonly token: string } } & Readonly<
    Record<string, unknown>
  >;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A whole server that is asked as nanoStream Cloud is, at a clock that the test moves. */
export async function startSplay(changes: Partial<ServerParts> = {}) {
  const started = await startApi(changes);
  const { compat } = started.server;
  const send = async (
    path: string,
    payload: string,
    headers: Record<string, string>,
  ): Promise<SplayAnswer> => {
    const reply = await compat.inject({ method: "POST", url: `/api/v1/splay${path}`, headers, payload });
    return { status: reply.statusCode, body: reply.body === "" ? {} : reply.json(), headers: reply.headers };
  };
  const asking =
    (key: string) =>
    (path: "" | "/verify" | "/revoke", body: unknown): Promise<SplayAnswer> =>
      send(path, JSON.stringify(body), { "x-bintu-apikey": key, "content-type": "application/json" });
  const splay = asking(ADMIN_KEY);
  return {
    ...started,
    compat,
    send,
    splay,
    /** Makes a token; throws unless it was made. */
    async mint(order: Readonly<Record<string, unknown>>, ask = splay): Promise<string> {
      const { status, body } = await ask("", order);
      if (status !== 200 || body.data === undefined)
        throw new Error(`splay answered ${JSON.stringify(body)}`);
      return body.data.token;
    },
    /** A caller with a key of the first organization, unless told otherwise. */
    async withRights(rights: Partial<ApiKeyRecord>) {
      const text = `sk_${randomBytes(16).toString("hex")}`;
      const id = text.slice(0, 11);
      const key = { organization: FIRST_ORGANIZATION, hash: testHasher.hash(text), id, ...rights };
      await started.store.putApiKey(sampleApiKey(key));
      return asking(text);
    },
  };
}

/** The running server. */
export type Splay = Awaited<ReturnType<typeof startSplay>>;

/** What a JWT says, believed in nothing. */
export function readJwt(text: string) {
  const [header, claims] = text.split(".").map(part => parseJsonObject(Buffer.from(part, "base64url")) ?? {});
  return { header: header ?? {}, claims: claims ?? {} };
}
