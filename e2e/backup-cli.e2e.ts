import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Finished, runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { ADMIN_KEY, startSluice } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";

let home: TemporaryHome;
let file: string;
beforeEach(() => {
  home = temporaryHome();
  file = join(home.path, "backup.db");
});
afterEach(() => home.remove());

const sluice = (...args: readonly string[]): Promise<Finished> =>
  runSluice([...args, "--data-dir", home.dataDir], { cwd: home.path });

describe("sluice backup and restore", () => {
  test("work on a running server, through the folder's socket", async () => {
    const server = await startSluice({ dataDir: home.dataDir });
    try {
      const token = await server.mint();
      const made = await sluice("backup", file);
      expect(made).toMatchObject({ code: 0, err: "" });
      expect(made.out).toMatch(/^Wrote [\d.]+ kB to .*backup\.db\. Keep the master key in another place/);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const enter = (agent: string) =>
        createViewer(server, { agent }).ask(`/demo/clip/index.m3u8?token=${token.token}`);
      expect((await enter("a")).status).toBe(200);
      const newer = await server.mint();
      const restored = await sluice("restore", file);
      expect(restored).toMatchObject({ code: 0, err: "" });
      expect(restored.out).toContain("withdrawn  1 token that was made later");
      expect((await enter("b")).reason).toBe("token-already-used");
      expect((await server.api("GET", `/v1/tokens/${newer.id}`)).status).toBe(404);
    } finally {
      await server.stop();
    }
  });

  test("work on a stopped server's folder", async () => {
    const server = await startSluice({ dataDir: home.dataDir });
    const token = await server.mint();
    await server.stop();
    expect(await sluice("backup", file)).toMatchObject({ code: 0, err: "" });
    expect(await sluice("token", "revoke", token.id)).toMatchObject({ code: 0 });
    expect(await sluice("restore", file, "--json")).toMatchObject({ code: 0, err: "" });
    expect((await sluice("token", "inspect", token.id)).out).toContain("revoked");
    const again = await startSluice({ dataDir: home.dataDir });
    expect((await again.api("GET", `/v1/tokens/${token.id}`)).body).toMatchObject({ status: "revoked" });
    await again.stop();
  });

  test("bring a lost server back on another machine, with its master key", async () => {
    const server = await startSluice({ dataDir: home.dataDir });
    const token = await server.mint();
    expect((await sluice("backup", file)).code).toBe(0);
    const masterKey = readFileSync(`${home.dataDir}.master-key`, "utf8").trim();
    await server.stop();
    const fresh = await startSluice({ env: { SLUICE_MASTER_KEY: masterKey } });
    try {
      const env = { SLUICE_URL: fresh.url, SLUICE_API_KEY: ADMIN_KEY };
      expect(await runSluice(["restore", file], { env })).toMatchObject({ code: 0, err: "" });
      const viewer = createViewer(fresh);
      expect((await viewer.ask(`/demo/clip/index.m3u8?token=${token.token}`)).status).toBe(200);
    } finally {
      await fresh.stop();
    }
  });

  test("say what is wrong, and leave no half of a file", async () => {
    const server = await startSluice({ dataDir: home.dataDir });
    try {
      writeFileSync(file, "mine");
      const made = await sluice("backup", file);
      expect(made).toMatchObject({ code: 1 });
      expect(made.err).toMatch(/cannot be written .* there is a file in its place/);
      expect(readFileSync(file, "utf8")).toBe("mine");
      expect((await sluice("backup", join(home.path, "none", "file"))).code).toBe(1);
      expect((await sluice("restore", file)).err).toContain("damaged");
      expect((await sluice("restore", join(home.path, "none"))).err).toContain("cannot be read");
      expect(existsSync(join(home.path, "none"))).toBe(false);
    } finally {
      await server.stop();
    }
  });
});
