import { describe, expect, test } from "vitest";
import { flagName, settingFlags } from "./setting-flag.ts";

describe("settingFlags", () => {
  test("every setting but the secrets and the applications has a flag", () => {
    expect(settingFlags.map(flag => flagName(flag.syntax).name)).toEqual([
      "--config",
      "--host",
      "--port",
      "--data-dir",
      "--public-url",
      "--tls-cert",
      "--tls-key",
      "--trusted-proxies",
      "--geo-databases",
      "--token-redirect-hosts",
      "--dpop-nonce",
      "--admin-listen",
      "--demo",
      "--log-level",
      "--durability",
      "--segment-cache-mib",
      "--compat-calls-per-second",
    ]);
  });

  test("a flag's property is its name in camel case", () => {
    expect(flagName("--data-dir <folder>")).toEqual({ name: "--data-dir", property: "dataDir" });
  });
});
