import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { localChecks, machineChecks, remoteChecks } from "./index.ts";
import { runChecks } from "./run-checks.ts";
import { sampleServer } from "./testing/sample-server.ts";

const page = readFileSync(new URL("../../../../../docs/operations.md", import.meta.url), "utf8");

test("docs/operations.md has a row for every check, in their order, and for no other", () => {
  const section = page.split("\n## ").find(part => part.startsWith("Doctor\n")) ?? "";
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual([...machineChecks, ...localChecks].map(({ name }) => name));
  for (const { name } of remoteChecks) expect(section).toContain(`\`${name}\``);
});

test("a server that is well has a good finding from every check", async () => {
  const reports = await runChecks(
    localChecks.filter(({ name }) => name !== "master-key"),
    sampleServer(),
  );
  for (const { check, findings } of reports) {
    expect({ check, statuses: findings.map(({ status }) => status) }).toEqual({ check, statuses: ["ok"] });
  }
});

test("a check that breaks is a finding itself, and the others go on", async () => {
  const broken = {
    name: "broken",
    look: () => Promise.reject(Object.assign(new Error("x"), { code: "EACCES" })),
  };
  const whole = { name: "whole", look: () => [] };
  expect(await runChecks([broken, whole], undefined)).toEqual([
    {
      check: "broken",
      findings: [
        {
          status: "fail",
          sentence: "This could not be looked at: this user has no right to it.",
          change: "Run this as the user that the server runs as.",
        },
      ],
    },
    { check: "whole", findings: [] },
  ]);
});
