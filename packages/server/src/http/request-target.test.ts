import { expect, test } from "vitest";
import { readTarget } from "./request-target.ts";

test("a target is split at its first question mark, and the base path is taken off", () => {
  expect(readTarget("/a/b?x=1&y=?", "")).toEqual({ path: "/a/b", query: "x=1&y=?" });
  expect(readTarget("/media/a", "/media")).toEqual({ path: "/a", query: "" });
  expect(readTarget("/mediaa/a", "/media")).toEqual({ path: "/mediaa/a", query: "" });
});

test("a token that a player puts behind a query with a question mark is a parameter of its own", () => {
  expect(readTarget("/key?sluice_session=h?access_token=t", "").query).toBe(
    "sluice_session=h&access_token=t",
  );
  expect(readTarget("/key?v=1?access_token=t?x", "").query).toBe("v=1&access_token=t?x");
  expect(readTarget("/key?url=a?token=t", "").query).toBe("url=a?token=t");
});
