import { expect } from "vitest";
import type { CompatId } from "../../packages/server/src/compat/compat-system.ts";
import { ADMIN_KEY, type TestServer } from "../support/sluice.ts";
import { keyHeaders } from "./key-headers.ts";

const AN_HOUR_SECONDS = 3_600;
const MILLISECONDS = 1_000;

/** How users of one system make, use and withdraw a token for the stream `demo/clip`. */
export interface Door {
  readonly system: CompatId;
  /** What its token is among ours. */
  readonly kind: string;
  /** Makes a token; its text. */
  readonly make: (server: TestServer) => Promise<string>;
  /** The address that their players ask, with the token in its place. */
  readonly address: (token: string) => string;
  /** Whether the system's own call is written into the token; the end of a key is not. */
  readonly marksToken: boolean;
  /** Withdraws it with the system's own call. */
  readonly withdraw: (server: TestServer, token: string) => Promise<void>;
}

/** Calls a system's API with the admin key in the place of its own. Fails unless the answer is below 300. */
export async function callAs(
  { url }: TestServer,
  system: CompatId,
  call: { readonly method: string; readonly path: string; readonly json?: unknown; readonly key?: string },
): Promise<Record<string, unknown>> {
  const [name, value] = keyHeaders[system](call.key ?? ADMIN_KEY);
  const response = await fetch(url + call.path, {
    method: call.method,
    headers: { [name]: value, "content-type": "application/json" },
    ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
  });
  const text = await response.text();
  expect(response.status, `${call.method} ${call.path}: ${text}`).toBeLessThan(300);
  return text === "" ? {} : JSON.parse(text);
}

function inAnHour(): number {
  return Math.floor(Date.now() / MILLISECONDS) + AN_HOUR_SECONDS;
}

const TPSTREAMS = "/api/v1/demo/assets/clip/access_tokens/";
const ANTMEDIA = "/demo/rest/v2/broadcasts/clip";
/** Keys of Flowplayer, by the tokens that they have signed. */
const signedWith = new Map<string, string>();

/** One for each system, with the token's text as its clients have it. */
export const doors: readonly Door[] = [
  {
    system: "antmedia",
    kind: "one-time",
    marksToken: true,
    async make(server) {
      const path = `${ANTMEDIA}/token?expireDate=${inAnHour()}&type=play`;
      return String((await callAs(server, "antmedia", { method: "GET", path })).tokenId);
    },
    address: token => `/demo/streams/clip.m3u8?token=${token}`,
    async withdraw(server) {
      await callAs(server, "antmedia", { method: "DELETE", path: `${ANTMEDIA}/tokens` });
    },
  },
  {
    system: "bintu",
    kind: "jwt",
    marksToken: true,
    async make(server) {
      const json = { streams: ["clip"], exp: inAnHour() };
      const { data } = await callAs(server, "bintu", { method: "POST", path: "/api/v1/splay", json });
      return (data as { token: string }).token;
    },
    address: token => `/demo/clip/index.m3u8?jwt=${token}`,
    async withdraw(server, token) {
      await callAs(server, "bintu", { method: "POST", path: "/api/v1/splay/revoke", json: { token } });
    },
  },
  {
    system: "tpstreams",
    kind: "access",
    marksToken: true,
    async make(server) {
      return String((await callAs(server, "tpstreams", { method: "POST", path: TPSTREAMS, json: {} })).code);
    },
    address: token => `/demo/clip/index.m3u8?access_token=${token}`,
    async withdraw(server, token) {
      const path = `${TPSTREAMS}${token}/`;
      await callAs(server, "tpstreams", { method: "PUT", path, json: { time_to_live: 0 } });
    },
  },
  {
    system: "flowplayer",
    kind: "cat",
    marksToken: false,
    async make(server) {
      const path = "/platform/v3/playback_tokens";
      const named = { method: "POST", path: `${path}/keys`, json: { name: "mine" } };
      const key = String((await callAs(server, "flowplayer", named)).id);
      const json = { key_id: key, exp: inAnHour(), catu: { "3": [1, "/demo/clip/"] } };
      const token = String((await callAs(server, "flowplayer", { method: "POST", path, json })).token);
      signedWith.set(token, key);
      return token;
    },
    address: token => `/demo/clip/index.m3u8?CAT=${token}`,
    // They have no call for one token: whoever deletes its key ends all that it has signed.
    async withdraw(server, token) {
      const path = `/platform/v3/playback_tokens/keys/${signedWith.get(token)}`;
      await callAs(server, "flowplayer", { method: "DELETE", path });
    },
  },
];
