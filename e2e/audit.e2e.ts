import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Finished, runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { startSluice } from "./support/sluice.ts";

/** A stopped server's data folder with some changes in its audit log, and the command on it. */
async function stoppedFolder() {
  const home = temporaryHome();
  onTestFinished(home.remove);
  const server = await startSluice({ dataDir: home.dataDir });
  for (const name of ["one", "two", "three"]) {
    expect((await server.api("POST", "/v1/api-keys", { name, scopes: [] })).status).toBe(201);
  }
  await server.stop();
  return { home, run: runIn(home) };
}

const runIn =
  ({ path, dataDir }: TemporaryHome) =>
  (...args: readonly string[]): Promise<Finished> =>
    runSluice(args, { cwd: path, env: { SLUICE_DATA_DIR: dataDir } });

describe("sluice audit verify", () => {
  test("finds a log whole: on a stopped server's folder, through the socket and over the network", async () => {
    const { home, run } = await stoppedFolder();
    const stopped = await run("audit", "verify");
    expect(stopped).toMatchObject({ code: 0, err: "" });
    expect(stopped.out).toMatch(/^Whole: \d+ entries, and the last one is sealed\./);
    const server = await startSluice({ dataDir: home.dataDir });
    onTestFinished(() => server.stop());
    expect((await run("audit", "verify")).code).toBe(0);
    const env = { SLUICE_URL: server.url, SLUICE_API_KEY: "test-admin-key-0123456789" };
    const byUrl = await runSluice(["audit", "verify", "--json"], { env });
    expect(JSON.parse(byUrl.out)).toMatchObject({ ok: true, first_problem: null });
    expect(byUrl.code).toBe(0);
  });

  const edits = {
    "an altered row": "UPDATE audit SET actor = 'sk_nobody00' WHERE number = 3",
    "a missing row": "DELETE FROM audit WHERE number = 3",
    "altered details": "UPDATE audit SET details_json = '{}' WHERE number = 3",
  };
  test.for(Object.entries(edits))("finds %s in the database, names it, and ends with 1", async ([, sql]) => {
    const { home, run } = await stoppedFolder();
    const database = new DatabaseSync(join(home.dataDir, "sluice.db"));
    database.exec(sql);
    database.close();
    const found = await run("audit", "verify");
    expect(found).toMatchObject({ code: 1, err: "" });
    expect(found.out).toMatch(/^Broken at entry 3 \(/);
    expect(found.out).toContain("Before it 2 entries are right.");
    // The server goes on, and so does the fault.
    const server = await startSluice({ dataDir: home.dataDir });
    onTestFinished(() => server.stop());
    expect((await server.api("POST", "/v1/api-keys", { name: "later", scopes: [] })).status).toBe(201);
    expect((await run("audit", "verify")).code).toBe(1);
  });

  test("finds a tail that was cut, with the note of the last entry moved back", async () => {
    const { home, run } = await stoppedFolder();
    const database = new DatabaseSync(join(home.dataDir, "sluice.db"));
    database.exec(`DELETE FROM audit WHERE number > 3;
      UPDATE audit_heads SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3)`);
    database.close();
    const found = await run("audit", "verify");
    expect(found.code).toBe(1);
    expect(found.out).toContain("seal-wrong");
  });
});

describe("an exported log", () => {
  async function exported() {
    const folder = await stoppedFolder();
    const { out, code } = await folder.run("audit", "export");
    expect(code).toBe(0);
    const file = join(folder.home.path, "audit.ndjson");
    writeFileSync(file, out);
    return { ...folder, file, lines: out.trimEnd().split("\n") };
  }

  test("is verified without a server and without the master key, and says what that does not show", async () => {
    const { file, lines, run } = await exported();
    const whole = await runSluice(["audit", "verify", "--file", file]);
    expect(whole).toMatchObject({ code: 0, err: "" });
    expect(whole.out).toContain(`Whole: ${lines.length} entries, from 1 to ${lines.length}`);
    expect(whole.out).toContain("The seal of the last entry was not looked at");
    const piped = await runSluice(["audit", "verify", "--file", "-"], { stdin: readFileSync(file, "utf8") });
    expect(piped.code).toBe(0);
    const part = await run("audit", "export", "--after", "2");
    const partly = await runSluice(["audit", "verify", "--file", "-"], { stdin: part.out });
    expect(partly.code).toBe(0);
    expect(partly.out).toContain("What is before entry 3 was not looked at.");
  });

  test("that was altered in any place is not whole", async () => {
    const { lines } = await exported();
    const third = lines[2] ?? "";
    const altered: Readonly<Record<string, readonly string[]>> = {
      "a line is missing": lines.filter(line => line !== third),
      "two lines are swapped": [...lines.slice(1, 2), ...lines.slice(0, 1), ...lines.slice(2)],
      "a line stands twice": [...lines.slice(0, 3), third, ...lines.slice(3)],
      "an actor is another": lines.map(line =>
        line === third ? line.replace('"actor":"', '"actor":"x') : line,
      ),
      "a name in the details is another": lines.map(line =>
        line.replace('\\"name\\":\\"two\\"', '\\"name\\":\\"too\\"'),
      ),
    };
    for (const [what, changed] of Object.entries(altered)) {
      expect(changed, what).not.toEqual(lines);
      const found = await runSluice(["audit", "verify", "--file", "-"], { stdin: `${changed.join("\n")}\n` });
      expect(found.code, what).toBe(1);
      expect(found.out, what).toMatch(/^Broken at entry \d/);
    }
  });

  test("that is no export is said to be none", async () => {
    const { home } = await stoppedFolder();
    const file = join(home.path, "other.ndjson");
    writeFileSync(file, '{"number": 1}\n');
    const refused = await runSluice(["audit", "verify", "--file", file]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(`Line 1 of ${file} is no entry`);
    const missing = await runSluice(["audit", "verify", "--file", `${file}.none`]);
    expect(missing.err).toContain("cannot be read: it is not there");
  });
});

test("every start is in the log, and a list of it tells who changed what", async () => {
  const { run } = await stoppedFolder();
  const list = await run("audit", "list", "--limit", "200");
  expect(list.out).toMatch(/^NUMBER +AT +ACTOR +ADDRESS +ACTION +SUBJECT/);
  expect(list.out).toMatch(/sk_configured +127\.0\.0\.1 +api-key\.create/);
  expect(list.out).toMatch(/system +- +server\.start/);
  const filtered = await run("audit", "list", "--actor", "system", "--action", "server.start", "--json");
  expect(JSON.parse(filtered.out).items).toMatchObject([{ actor: "system", action: "server.start" }]);
});

test("another master key is said to have sealed anew, and the log is whole again", async () => {
  const { home } = await stoppedFolder();
  const env = { SLUICE_MASTER_KEY: "cd".repeat(32), SLUICE_DATA_DIR: home.dataDir };
  const server = await startSluice({ dataDir: home.dataDir, env });
  onTestFinished(() => server.stop());
  const whole = await runSluice(["audit", "verify"], { env });
  expect(whole.code, whole.out).toBe(0);
  expect(whole.out).toMatch(/The master key was replaced at entry \d+/);
});
