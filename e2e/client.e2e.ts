import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const folder = fileURLToPath(new URL("../packages/client/", import.meta.url));

let server: TestServer;

beforeAll(async () => {
  server = await startSluice();
});

afterAll(() => server.stop());

/** What each example of packages/client/README.md prints, in the order in which they stand on each other. */
const examples = {
  "mint-token.ts": /^http:\/\/\S+\/demo\/clip\?token=st_\S+\n$/,
  "list-tokens.ts": /^(st_\w+ active 0\n)+$/,
  "handle-problems.ts": /^404 not-found \[\]\ntoken-malformed\n$/,
  "change-stream.ts": /^council\nversion-stale\n$/,
  "revoke-viewer.ts": /^would reach (\d+) tokens\nreached \1 tokens\nundone\n$/,
} as const;

describe("the examples of the client's README", () => {
  test("are all run here", () => {
    expect(readdirSync(`${folder}examples`).toSorted()).toEqual(Object.keys(examples).toSorted());
    const readme = readFileSync(`${folder}README.md`, "utf8");
    for (const name of Object.keys(examples)) {
      expect(readme).toContain(readFileSync(`${folder}examples/${name}`, "utf8"));
    }
  });

  test("do on a running server what they say", () => {
    for (const [name, printed] of Object.entries(examples)) {
      const { stdout, stderr, status } = runNode([`${folder}examples/${name}`]);
      expect(status, `${name}: ${stderr}`).toBe(0);
      expect(stdout, name).toMatch(printed);
      expect(stdout + stderr).not.toContain(ADMIN_KEY);
    }
  });
});

describe("the published package", () => {
  beforeAll(() => {
    const run = spawnSync("npm", ["run", "-s", "build"], { cwd: folder, encoding: "utf8" });
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });

  test("runs as plain JavaScript, with its types, its document and its licence beside it", () => {
    const manifest = JSON.parse(readFileSync(`${folder}dist/package.json`, "utf8"));
    const named = [manifest.exports["."].default, manifest.exports["."].types, "README.md", "LICENSE"];
    for (const path of named) expect(existsSync(`${folder}dist/${path}`), path).toBe(true);
    const code = `import { createSluiceClient, done } from "${folder}dist/index.js";
      const sluice = createSluiceClient({ url: process.env.SLUICE_URL, apiKey: process.env.SLUICE_API_KEY });
      console.log((await done(sluice.GET("/v1/health"))).status);`;
    const run = runNode(["--no-experimental-strip-types", "--input-type=module", "--eval", code]);
    expect(run.stdout, run.stderr).toBe("ok\n");
  });

  describeWithPeers(["chromium"], "in a browser", () => {
    test("makes and lists tokens from a page of the server's own", async () => {
      const browser = await openChromium();
      const page = await browser.newPage();
      await page.goto(`${server.url}/robots.txt`);
      await page.addScriptTag({ content: await bundled() });
      const ids = await page.evaluate(
        async ([url, apiKey]) => {
          const { createSluiceClient, done }: typeof import("../packages/client/src/index.ts") = Reflect.get(
            globalThis,
            "sluiceClient",
          );
          const sluice = createSluiceClient({ url, apiKey });
          const target = { streams: ["demo/clip"] };
          const made = await done(
            sluice.POST("/v1/tokens", { body: { kind: "access", action: "play", target, user: "browser" } }),
          );
          const listed: string[] = [];
          for await (const token of sluice.paginate("/v1/tokens", { query: { user: "browser" } })) {
            listed.push(token.id);
          }
          return { made: made.id, listed };
        },
        [server.url, ADMIN_KEY] as const,
      );
      expect(ids.listed).toEqual([ids.made]);
      await browser.close();
    });
  });
});

function runNode(words: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, SLUICE_URL: server.url, SLUICE_API_KEY: ADMIN_KEY },
  });
}

/** The published package as one classic script. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      lib: { entry: `${folder}dist/index.js`, formats: ["iife"], name: "sluiceClient" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("the client was not bundled");
  return output.output[0].code;
}
