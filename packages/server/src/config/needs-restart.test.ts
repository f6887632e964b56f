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

test("what is declared is taken over, and what is the same is not named", () => {
  const yaml = `port: 1\nadmin_key: ${KEY}\ntrusted_proxies: [10.0.0.1]\n`;
  const declared = "demo: false\napplications: {vod: {kind: vod}}\ngroups: {g: {}}\n";
  expect(settingsThatNeedRestart(config(yaml), config(yaml + declared))).toEqual([]);
});
