import { Secret } from "@sluice/token";
import { expect, test } from "vitest";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { CallServer, ServerReply } from "../server-api.ts";
import { openNodeMediaServerApi } from "./node-media-server.ts";

const server: MediaServerSettings = {
  name: "studio",
  kind: "node-media-server",
  secrets: [],
  allow: [],
  application: "live",
  needsPublisher: true,
  trustsClientAddress: true,
  lifetimeSeconds: 120,
  addresses: {},
  api: {
    url: "http://127.0.0.1:1",
    username: "sluice",
    password: new Secret("a-password"),
    secret: undefined,
  },
};
const loggedIn: ServerReply = { status: 200, text: JSON.stringify({ success: true, data: { token: "t" } }) };
const empty: ServerReply = {
  status: 200,
  text: JSON.stringify({ success: true, data: { sessions: [], streams: [] } }),
};

/** The API over logins that come out like this, one after the other; the last one stays. */
function apiWith(logins: readonly (() => ServerReply)[]) {
  const asked: string[] = [];
  let next = 0;
  const call: CallServer = async ({ path }) => {
    asked.push(path);
    if (path !== "/api/v1/login") return empty;
    const login = logins[Math.min(next++, logins.length - 1)];
    if (!login) throw new Error("no login");
    return login();
  };
  const api = openNodeMediaServerApi(server, call);
  return { api, logins: () => asked.filter(path => path === "/api/v1/login").length };
}

test("a server that was not there at the first login is logged in to as soon as it is", async () => {
  const { api, logins } = apiWith([
    () => {
      throw new Error("it cannot be reached");
    },
    () => loggedIn,
  ]);
  await expect(api.list()).rejects.toThrow("cannot be reached");
  expect(await api.list()).toEqual({ clients: [] });
  expect(logins()).toBe(2);
});

test("a login that was refused is not tried again at once: five of them lock the account", async () => {
  const { api, logins } = apiWith([() => ({ status: 401, text: "{}" })]);
  for (let times = 0; times < 5; times++) await expect(api.list()).rejects.toThrow("401 to the login");
  expect(logins()).toBe(1);
});

test("one login serves every call", async () => {
  const { api, logins } = apiWith([() => loggedIn]);
  await Promise.all([api.list(), api.list()]);
  await api.list();
  expect(logins()).toBe(1);
});
