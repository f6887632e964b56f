import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../packages/token/", import.meta.url));
const compiler = fileURLToPath(new URL("../node_modules/.bin/tsc", import.meta.url));
const readme = readFileSync(`${folder}README.md`, "utf8");
const examples = readdirSync(`${folder}examples`);

/** A folder of somebody who has nothing of this repository but the packed package. */
let away = "";

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  expect(status, `${program} ${args.join(" ")}\n${stdout}${stderr}${error ?? ""}`).toBe(0);
  return stdout;
}

beforeAll(() => {
  run("npm", ["run", "-s", "build"], folder);
  away = mkdtempSync(join(tmpdir(), "sluice-token-"));
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", away], `${folder}dist`));
  const manifest = { name: "somebody-else", private: true, type: "module" };
  writeFileSync(join(away, "package.json"), JSON.stringify(manifest));
  const offline = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  run("npm", ["install", ...offline, join(away, packed.filename)], away);
});

afterAll(() => rmSync(away, { recursive: true, force: true }));

describe("the token package, packed and installed where nothing else is", () => {
  test("brings no other package, and nothing but JavaScript, types, README and licence", () => {
    const modules = join(away, "node_modules");
    expect(readdirSync(modules).filter(name => !name.startsWith("."))).toEqual(["@sluice"]);
    const files = readdirSync(join(modules, "@sluice/token"), { recursive: true, encoding: "utf8" });
    const foreign = files.filter(
      name => !/(\.js|\.d\.ts|^README\.md|^LICENSE|^package\.json|^[\w/-]+)$/.test(name),
    );
    expect(foreign).toEqual([]);
    expect(files.filter(name => /test|bench|vectors|fuzz/.test(name))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["README.md", "LICENSE", "index.js", "index.d.ts"]));
  });

  test.each(examples)("runs %s of its README as plain JavaScript, which prints what stands there", name => {
    const source = readFileSync(`${folder}examples/${name}`, "utf8");
    const shown = readme.slice(readme.indexOf(`<!-- examples/${name} -->`));
    expect(shown).toContain(`\n\`\`\`ts\n${source}\`\`\`\n`);
    // Without types there is nothing in it that plain Node does not read.
    writeFileSync(join(away, "example.js"), source.replaceAll(/ as const/g, ""));
    const printed = run(process.execPath, ["example.js"], away).replaceAll(/ +$/gm, "");
    const promised = /Prints:\n\n```text\n([\s\S]*?)```/.exec(shown)?.[1];
    expect(printed).toBe(promised);
  });

  test("has types that hold, for a project as strict as any", () => {
    const sources = join(away, "src");
    mkdirSync(sources, { recursive: true });
    for (const name of examples)
      writeFileSync(join(sources, name), readFileSync(`${folder}examples/${name}`));
    const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit"];
    const form = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom", "--types", ""];
    run(compiler, [...strict, ...form, ...examples.map(name => `src/${name}`)], away);
  });
});
