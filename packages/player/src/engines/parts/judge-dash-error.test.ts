import { expect, test } from "vitest";
import { judgeDashError } from "./judge-dash-error.ts";

test.each([
  [11, "network"],
  [17, "network"],
  [10, "media"],
  [20, "media"],
  [3, "media"],
])("dash.js's error %i is a matter of the %s", (code, kind) => {
  expect(judgeDashError({ type: "error", error: { code, message: "" } })).toEqual({ kind });
});

test.each([
  { error: { code: 16, message: "no source of time" } },
  { error: { code: 18 } },
  { error: "download" },
  {},
  null,
])("dash.js gets over %o by itself", event => {
  expect(judgeDashError(event)).toBeUndefined();
});
