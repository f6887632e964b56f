import { expect, test } from "vitest";
import { configForTest } from "./load-for-test.ts";
import { settingsThatNeedRestart } from "./needs-restart.ts";

const config = (yaml: string, env = {}) => configForTest({ yaml, env });
const KEY = "a-key-of-20-characters";

test("settings that a running server cannot take over are named, secrets among them", () => {
  const running = config("port: 1");
  const next = config(
    `port: 2\nlog_level: debug\npublic_url: https://a.example\nadmin_key: ${KEY}\ntrusted_proxies: [10.0.0.1]`,
  );
  expect(settingsThatNeedRestart(running, next)).toEqual([
    "port",
    "public_url",
    "trusted_proxies",
    "admin_key",
    "log_level",
  ]);
  expect(settingsThatNeedRestart(config(`admin_key: ${KEY}`), config(`admin_key: ${KEY}2`))).toEqual([
    "admin_key",
  ]);
});

test("media servers and web servers are named when anything of them differs, a secret among it", () => {
  const api = (password: string) => `api: { url: http://a, username: u, password: ${password} }`;
  const running = config(`servers: { a: { kind: srs, ${api("one")} } }`);
  expect(settingsThatNeedRestart(running, config(`servers: { a: { kind: srs, ${api("two")} } }`))).toEqual([
    "servers",
  ]);
  expect(settingsThatNeedRestart(running, config("edges: { nginx: { prefix: /hls } }"))).toEqual([
    "servers",
    "edges",
  ]);
  const env = { SLUICE_HOOK_SECRET: `${KEY},${KEY}2` };
  expect(settingsThatNeedRestart(config(`hook_secret: ${KEY}`), config("", env))).toEqual(["hook_secret"]);
});

test("what is declared is taken over, and what is the same is not named", () => {
  const yaml = `port: 1\nadmin_key: ${KEY}\nhook_secret: ${KEY}\nservers: {a: {kind: srs, secrets: [${KEY}2]}}\n`;
  const declared = "demo: false\napplications: {vod: {kind: vod}}\ngroups: {g: {}}\n";
  expect(settingsThatNeedRestart(config(yaml), config(yaml + declared))).toEqual([]);
});
