import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleExamples, shownPattern } from "./support/console-blocks.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const documents = [
  "README.md",
  ...["docs", "docs/compat"].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith(".md"))
      .map(name => `${folder}/${name}`),
  ),
];
/** Has a test of its own, cli-docs.e2e.ts, which also checks ids from one example to the next. */
const TESTED_ELSEWHERE = "docs/cli.md";
const withExamples = documents
  .filter(name => name !== TESTED_ELSEWHERE)
  .filter(name => consoleExamples(readFileSync(join(root, name), "utf8")).length > 0);
const MARK = "--- example ends with";

/** Folders and servers that the documents' configurations speak of. */
const YAML = `applications:
  films:
    kind: vod
    origin:
      folder: ${join(root, "packages/server/demo")}
servers:
  mediamtx:
    addresses:
      rtmp: rtmp://media.example
      rtsp: rtsp://media.example:8554
      srt: srt://media.example:8890
      whip: https://media.example:8889
      whep: https://media.example:8889
`;

let server: TestServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "sluice-docs-"));
  writeFileSync(join(home, "sluice.yaml"), YAML);
  server = await startSluice({ env: { SLUICE_CONFIG: join(home, "sluice.yaml") } });
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

describe.each(withExamples)("the examples of %s", name => {
  test("print what the document shows", () => {
    const examples = consoleExamples(readFileSync(join(root, name), "utf8"));
    const outputs = runAll(examples.map(example => example.command));
    for (const [index, { command, line, shown }] of examples.entries()) {
      const output = outputs[index];
      expect(output?.code, `${name}:${line} ${command}\n${output?.text}`).toBe("0");
      if (shown.some(text => text.trim() !== "")) {
        expect(
          output?.text.replaceAll(printed(), "http://localhost:8080"),
          `${name}:${line} ${command}`,
        ).toMatch(shownPattern(shown));
      }
    }
  });
});

test("the README and the pages that promise examples have some", () => {
  for (const name of [
    "README.md",
    "docs/api.md",
    "docs/applications.md",
    "docs/gateway.md",
    "docs/player.md",
    "docs/tokens.md",
  ]) {
    expect(withExamples).toContain(name);
  }
});

/** The server's address as it prints it. */
function printed(): string {
  return server.url.replace("127.0.0.1", "localhost");
}

/** Runs the commands of one document in one shell, so that a variable set by one is there for the next. */
function runAll(commands: readonly string[]): { text: string; code: string }[] {
  const script = commands.map(
    command =>
      `{ ${command.replaceAll("http://localhost:8080", server.url)}\n} 2>&1; echo; echo "${MARK} $?"`,
  );
  const { stdout } = spawnSync("bash", ["-c", script.join("\n")], {
    cwd: root,
    encoding: "utf8",
    timeout: 120_000,
    env: {
      ...process.env,
      SLUICE_API_KEY: ADMIN_KEY,
      SLUICE_DATA_DIR: server.dataDir,
      NO_COLOR: "1",
      npm_config_update_notifier: "false",
    },
  });
  const [first = "", ...others] = stdout.split(`${MARK} `);
  let text = first;
  return others.map(other => {
    const end = other.indexOf("\n");
    const output = { text, code: other.slice(0, end) };
    text = other.slice(end + 1);
    return output;
  });
}
