import { pino } from "pino";
import { expect, test } from "vitest";
import { loadForTest } from "../config/load-for-test.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { createReload } from "./reload.ts";

/** A reload whose file the test writes, and what it did. */
function reloading(yaml: string) {
  let text = yaml;
  const started = loadForTest({ yaml });
  if (!started.ok) throw new Error("the first file is wrong");
  const lines: Record<string, unknown>[] = [];
  const declared: string[][] = [];
  const store = openMemoryStore();
  const reload = createReload({
    config: started.config,
    load: () => loadForTest({ yaml: text }),
    declare: async file => {
      declared.push(file.applications.map(({ name }) => name));
      return ["a warning"];
    },
    store,
    log: pino({ base: null, timestamp: false }, { write: line => void lines.push(JSON.parse(line)) }),
    nowMilliseconds: () => 1_000,
  });
  const audit = async () => (await store.listAudit({ organization: "demo", limit: 9 })).items;
  const write = (next: string): void => {
    text = next;
  };
  return { reload, lines, declared, audit, write };
}

test("what the file declares now is taken over, and its entry in the audit log is the file's", async () => {
  const { reload, write, lines, declared, audit } = reloading("applications: {one: {kind: vod}}");
  write("applications: {one: {kind: live}, two: {kind: vod}}");
  await reload();
  expect(declared).toEqual([["one", "two"]]);
  expect(lines).toEqual([
    { level: 40, event: "declaration-ignored", msg: "a warning" },
    {
      level: 30,
      event: "configuration-reloaded",
      added: 1,
      changed: 1,
      removed: 0,
      msg: "the configuration was read again",
    },
  ]);
  expect(await audit()).toMatchObject([
    {
      actor: "file",
      action: "configuration.reload",
      after: { added: ["application two"], changed: ["application one"], removed: [] },
    },
  ]);
  await reload();
  expect(await audit()).toHaveLength(1);
});

test("a file with problems changes nothing, and each is a line of the log", async () => {
  const { reload, write, lines, declared, audit } = reloading("applications: {one: {kind: vod}}");
  write("port: x\napplications: {one: {kind: tape}}");
  await reload();
  expect(declared).toEqual([]);
  expect(await audit()).toEqual([]);
  expect(lines.map(({ level, event }) => [level, event])).toEqual([
    [50, "configuration-refused"],
    [50, "configuration-refused"],
  ]);
  expect(lines[1]?.msg).toContain("sluice.yaml:2:22 applications.one.kind");
});

test("settings that need a restart are named at each reload until there is one", async () => {
  const { reload, write, lines } = reloading("");
  write("port: 9\nadmin_key: a-key-of-20-characters");
  await reload();
  await reload();
  const pending = ["port", "public_url", "admin_key"];
  const named = lines.filter(({ event }) => event === "restart-needed");
  expect(named.map(({ setting }) => setting)).toEqual([...pending, ...pending]);
  expect(JSON.stringify(lines)).not.toContain("a-key-of");
});
