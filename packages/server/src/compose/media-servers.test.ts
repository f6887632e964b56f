import { describe, expect, test } from "vitest";
import { configForTest } from "../config/load-for-test.ts";
import { mediaServerKinds } from "../declarations/media-server.ts";
import { loadMasterKey } from "../keys/master-key.ts";
import { redact } from "../lib/redact.ts";
import { mediaServersOf, noMediaServers, redactHookSecrets } from "./media-servers.ts";

const masterKeyOf = (digit: string) => {
  const configured = configForTest({ env: { SLUICE_MASTER_KEY: digit.repeat(64) } }).masterKey;
  return loadMasterKey(configured, "/nowhere");
};
const masterKey = masterKeyOf("a");
const serversOf = (yaml: string, env = {}) => mediaServersOf(configForTest({ yaml, env }), masterKey);
const secretsOf = (servers: ReturnType<typeof serversOf>, name: string) =>
  servers.find(server => server.name === name)?.secrets.map(secret => secret.expose());

describe("media servers that may ask", () => {
  test("are every kind once, under its own name, when nothing is configured; each has a secret of its own", () => {
    const servers = mediaServersOf(noMediaServers, masterKey);
    expect(servers.map(({ name, kind }) => [name, kind])).toEqual(mediaServerKinds.map(kind => [kind, kind]));
    const secrets = servers.flatMap(({ secrets: own }) => own.map(secret => secret.expose()));
    expect(new Set(secrets).size).toBe(mediaServerKinds.length);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test("have the same secret at each start, and another under another master key", () => {
    const first = mediaServersOf(noMediaServers, masterKey);
    expect(secretsOf(mediaServersOf(noMediaServers, masterKeyOf("a")), "srs")).toEqual(
      secretsOf(first, "srs"),
    );
    expect(secretsOf(mediaServersOf(noMediaServers, masterKeyOf("b")), "srs")).not.toEqual(
      secretsOf(first, "srs"),
    );
  });

  test("are those of the configuration, and the kinds that none of them is of", () => {
    const servers = serversOf("servers: { east: { kind: srs }, west: { kind: srs, application: cams } }");
    expect(servers.map(({ name }) => name)).toEqual([
      "east",
      "west",
      ...mediaServerKinds.filter(kind => kind !== "srs"),
    ]);
    expect(servers[1]?.application).toBe("cams");
    expect(secretsOf(servers, "east")).not.toEqual(secretsOf(servers, "west"));
  });

  test("have their own secrets, else the common ones, the first of which is printed", () => {
    const yaml =
      "servers: { hall: { kind: srs, secrets: [own-secret-1, own-secret-2] }, ome: { kind: ome } }";
    const servers = serversOf(yaml, { SLUICE_HOOK_SECRET: "common-one,common-two" });
    expect(secretsOf(servers, "hall")).toEqual(["own-secret-1", "own-secret-2"]);
    expect(secretsOf(servers, "ome")).toEqual(["common-one", "common-two"]);
    expect(secretsOf(servers, "mediamtx")).toEqual(["common-one", "common-two"]);
  });

  test("have secrets that no log shows, but for words that stand in texts of their own right", () => {
    const yaml =
      "servers: { a: { kind: srs, secrets: [correct-horse-battery] }, b: { kind: ome, secrets: [cameras-8] } }";
    const servers = serversOf(yaml);
    redactHookSecrets(servers);
    const derived = secretsOf(servers, "mediamtx")?.[0] ?? "";
    expect(redact(`ua correct-horse-battery/${derived} cameras-8`)).toBe(
      "ua [redacted]/[redacted] cameras-8",
    );
    expect(redact("GET /hooks/ome/cameras-8?x")).toBe("GET /hooks/ome/[redacted]?x");
  });
});
