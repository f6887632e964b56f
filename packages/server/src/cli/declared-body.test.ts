import { expect, test } from "vitest";
import { declaredBody } from "./declared-body.ts";

test("values stand at their paths, and what was not given is left out", () => {
  const values = { kind: "vod", group: undefined, "limits.ip": ["10.0.0.1"], "limits.max_sessions": 3 };
  expect(declaredBody(values)).toEqual({ kind: "vod", limits: { ip: ["10.0.0.1"], max_sessions: 3 } });
  expect(declaredBody({})).toEqual({});
});

test("what is cleared is null, unless it is given too", () => {
  expect(
    declaredBody({ "limits.ip": ["10.0.0.1"], group: "g" }, ["limits.domains", "limits.ip", "group", "kind"]),
  ).toEqual({
    kind: null,
    group: "g",
    limits: { ip: ["10.0.0.1"], domains: null },
  });
});
