import { describe, expect, test } from "vitest";
import { chooseNode } from "./choose-node.js";

const old = { path: "/usr/bin/node", version: "20.20.2", stripsTypes: false };
const current = { path: "/repo/node_modules/.bin/node", version: "24.21.0", stripsTypes: true };

describe("chooseNode", () => {
  test("the Node of the lock is preferred to the one that was started", () => {
    expect(chooseNode(current, old)).toEqual({ path: current.path, flags: [] });
  });

  test("a Node that does not strip types by itself gets the flag", () => {
    const node = { path: "/usr/bin/node", version: "22.13.0", stripsTypes: false };
    expect(chooseNode(undefined, node)).toMatchObject({
      flags: expect.arrayContaining(["--experimental-strip-types"]),
    });
  });

  test("a Node that is too old is refused in one sentence that says what to do", () => {
    const problem = expect.stringMatching(
      /^Sluice needs Node 22\.13 or newer and this is 20\.20\.2: [^.]+\.$/,
    );
    expect(chooseNode(undefined, old)).toEqual({ problem });
  });

  test("22.12 is too old and 23.0 is not", () => {
    expect(chooseNode(undefined, { ...old, version: "22.12.0" })).toHaveProperty("problem");
    expect(chooseNode(undefined, { ...old, version: "23.0.0" })).not.toHaveProperty("problem");
  });
});
