import { expect, test } from "vitest";
import { declarations } from "./declarations.ts";
import { declaredApplications } from "./examine/declared-applications.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer } from "./testing/sample-server.ts";

test("declarations without a contradiction are well", async () => {
  expect(await outcome(declarations, sampleServer())).toEqual([
    "ok: Everything that is declared has its effect.",
  ]);
});

test("a group that lists a stream which is not there is a warning with its place", async () => {
  const yaml =
    "applications: { films: { kind: vod, streams: { one: {} } } }\ngroups:\n  derby:\n    streams: [films/none]\n";
  const declared = declaredApplications(sampleConfig(yaml), { kind: "absent" });
  expect(await outcome(declarations, sampleServer({ declared }))).toEqual([
    "warn: sluice.yaml:4:15: the group derby lists films/none, and there is no such stream.",
  ]);
});
