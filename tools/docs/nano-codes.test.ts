import { expect, test } from "vitest";
import { reasonsByCode } from "../../packages/player/src/vendors/nano-errors.ts";
import { denyReasons } from "../../packages/policy/src/deny-reasons.ts";

/** What the player itself says, beside the reasons of the server. */
const OF_THE_PLAYER = ["network-unreachable"];

test("every reason for which a request is refused has one code of the NanoPlayer, and no code has a reason that is none", () => {
  const reasons = Object.values(reasonsByCode).flat();
  expect(reasons.toSorted()).toEqual([...Object.keys(denyReasons), ...OF_THE_PLAYER].toSorted());
});
