import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProgram } from "../packages/server/src/cli/program.ts";
import { createTranscript, documentedCommands } from "./cli/documented-commands.ts";
import { launcher } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const page = readFileSync(new URL("../docs/cli.md", import.meta.url), "utf8");
const commands = documentedCommands(page);

/** Every command that does something, by its full name, with its options. */
const leaves = (await createProgram([])).commands.flatMap(command =>
  command.commands.length === 0
    ? [{ name: command.name(), options: command.options }]
    : command.commands.map(leaf => ({ name: `${command.name()} ${leaf.name()}`, options: leaf.options })),
);

/** The server's own flags are in docs/configuration.md. */
const documentedLeaves = leaves.filter(({ name }) => name !== "start");

describe("docs/cli.md", () => {
  let home: TemporaryHome;
  let server: TestServer;
  const transcript = createTranscript();

  beforeAll(async () => {
    home = temporaryHome();
    const bin = join(home.path, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "sluice"), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
    chmodSync(join(bin, "sluice"), 0o755);
    const config = join(home.path, "server.yaml");
    writeFileSync(config, "servers: { nginx-rtmp: { addresses: { rtmp: 'rtmp://media.example' } } }\n");
    const env = { SLUICE_PUBLIC_URL: "http://localhost:8080", SLUICE_CONFIG: config };
    server = await startSluice({ dataDir: home.dataDir, env });
  });
  afterAll(async () => {
    await server.stop();
    home.remove();
  });

  async function run(command: string) {
    const shell = spawn("sh", ["-c", `{ ${transcript.real(command)}; } 2>&1`], {
      cwd: home.path,
      env: { PATH: `${join(home.path, "bin")}:${process.env.PATH}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const end = once(shell, "exit");
    const printed = await text(shell.stdout);
    return { printed, ended: await end };
  }

  // One after the other: an id that one command prints is used by the next.
  test.each(commands)("line $line: $command", async ({ command, output }) => {
    const holds = async () => {
      const { printed, ended } = await run(command);
      expect(transcript.asDocumented(output, printed)).toBe(transcript.tidy(output));
      expect(ended).toEqual([0, null]);
    };
    // What the server does by itself is there in a moment, so it is looked at until then.
    if (command.startsWith("sluice webhook deliveries ")) await vi.waitFor(holds, 20_000);
    else await holds();
  });

  test.each(documentedLeaves)("shows sluice $name at work", ({ name }) => {
    expect(
      commands.filter(
        ({ command }) => command.includes(`sluice ${name} `) || command.endsWith(`sluice ${name}`),
      ),
    ).not.toEqual([]);
  });

  test.each(documentedLeaves)("names every flag of sluice $name", ({ name, options }) => {
    const own = sectionThatStarts(`\`sluice ${name}`);
    const missing = options.filter(
      ({ long }) => !`${own}${sectionThatStarts("Which server")}`.includes(`\`${long}`),
    );
    expect(missing.map(({ long }) => long)).toEqual([]);
  });
});

/** The part of the page below a heading, up to the next heading. */
function sectionThatStarts(heading: string): string {
  const found = page.split(/^##+ /m).find(part => part.startsWith(heading));
  if (found === undefined) throw new Error(`no heading of docs/cli.md starts with ${heading}`);
  return found;
}
