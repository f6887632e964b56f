import { expect, test } from "vitest";
import { changedDeclarations } from "../declarations/changed-declarations.ts";
import { configForTest } from "./load-for-test.ts";

const declared = (yaml: string) => configForTest({ yaml }).declared;
const origin = (value: string) => `origin: {url: 'http://a.example', headers: {x: ${value}}}`;

test("what was added, changed and removed is named, a header's value among it, and never shown", () => {
  const before = declared(
    `applications:\n  one: {kind: vod, ${origin("one-secret")}, streams: {x: {}, y: {}}}\n  two: {kind: vod}\ngroups: {g: {streams: [one/x]}}\n`,
  );
  const after = declared(
    `demo: false\napplications:\n\n  new: {kind: live}\n  one: {kind: vod, ${origin("other-secret")}, streams: {y: {}, x: {kind: live}, z: {}}}\ngroups: {g: {streams: [one/x, one/y]}}\n`,
  );
  const changes = changedDeclarations(before, after);
  expect(changes).toEqual({
    added: ["application new", "stream one/z"],
    changed: ["application one", "stream one/x", "group g"],
    removed: ["application demo", "application two"],
  });
  expect(JSON.stringify(changes)).not.toContain("secret");
});

test("what only stands elsewhere in the file has not changed", () => {
  const yaml = "applications: {one: {kind: vod, streams: {x: {}}}}\ngroups: {g: {streams: [one/x]}}\n";
  const none = { added: [], changed: [], removed: [] };
  expect(changedDeclarations(declared(yaml), declared(`# more\n\n${yaml}`))).toEqual(none);
});
