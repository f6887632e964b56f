import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BindLimit } from "../limit-types.ts";
import { type BindingState, joinBinds, judgeBinding, type SeenClient } from "./binding.ts";

const home: SeenClient = {
  address: "203.0.113.7",
  prefix4: "203.0.113.0/24",
  prefix6: undefined,
  asn: 3320,
  agent: "Player/1",
};
const home6: SeenClient = { ...home, address: "2001:db8::7", prefix4: undefined, prefix6: "2001:db8::/64" };
const office: SeenClient = { ...home, address: "198.51.100.9", prefix4: "198.51.100.0/24", asn: 64500 };
const office6: SeenClient = {
  ...office,
  address: "2001:db8:9::7",
  prefix4: undefined,
  prefix6: "2001:db8:9::/64",
};
const neighbour: SeenClient = { ...home, address: "203.0.113.8" };
const otherAgent: SeenClient = { ...home, agent: "Copy/1" };

/** What becomes of each request in turn; states are kept as a store keeps them. */
function play(bind: BindLimit, requests: readonly SeenClient[], isOfPage = false): readonly string[] {
  let state: BindingState | undefined;
  return requests.map(seen => {
    const found = judgeBinding({ bind, state, seen, isOfPage });
    if ("state" in found) state = JSON.parse(JSON.stringify(found.state));
    return found.outcome;
  });
}

describe("what a token belongs to", () => {
  test.each<[BindLimit["to"][number], SeenClient, SeenClient]>([
    ["address", neighbour, { ...home, agent: "Copy/1", asn: 1 }],
    ["prefix", office, neighbour],
    ["asn", office, { ...office, asn: 3320 }],
    ["agent", otherAgent, office],
  ])("%s: another one is refused, the same one goes on whatever else changes", (what, other, same) => {
    expect(play({ to: [what] }, [home, home, other, same, home])).toEqual([
      "learnt",
      "held",
      "refused",
      "held",
      "held",
    ]);
  });

  test("may change as often as the limit says, and the way back is a change, too", () => {
    const bind: BindLimit = { to: ["prefix"], rebinds: 2 };
    expect(play(bind, [home, office, home, office, home])).toEqual([
      "learnt",
      "moved",
      "moved",
      "refused",
      "held",
    ]);
  });

  test("is one viewer over IPv4 and IPv6, and no second of either", () => {
    for (const what of ["address", "prefix"] as const) {
      const bind: BindLimit = { to: [what] };
      expect(play(bind, [home, home6, home, office6, office, home6])).toEqual([
        "learnt",
        "learnt",
        "held",
        "refused",
        "refused",
        "held",
      ]);
    }
  });

  test("moves with both families by one move", () => {
    expect(play({ to: ["address"], rebinds: 1 }, [home, home6, office, office6, home6])).toEqual([
      "learnt",
      "learnt",
      "moved",
      "learnt",
      "refused",
    ]);
  });

  test("that changes in several ways at once is one move", () => {
    const bind: BindLimit = { to: ["address", "asn", "agent"], rebinds: 1 };
    const all = { ...office, agent: "Other/1" };
    expect(play(bind, [home, all, all, home])).toEqual(["learnt", "moved", "held", "refused"]);
  });

  test("includes the engine of a page's browser on its own network, and no third agent", () => {
    const bind: BindLimit = { to: ["agent"] };
    const engine = { ...home, agent: "AppleCoreMedia/1" };
    const away = { ...office, agent: "AppleCoreMedia/1" };
    expect(play(bind, [home, away, engine, home, { ...home, agent: "Third/1" }], true)).toEqual([
      "learnt",
      "refused",
      "learnt",
      "held",
      "refused",
    ]);
    expect(play(bind, [home, engine])).toEqual(["learnt", "refused"]);
  });

  test("cannot be what is not known", () => {
    const nobody = { ...home, address: undefined, prefix4: undefined, asn: undefined };
    for (const what of ["address", "prefix", "asn"] as const) {
      expect(play({ to: [what], rebinds: 9 }, [nobody, home, nobody])).toEqual([
        "unknown",
        "learnt",
        "unknown",
      ]);
    }
  });

  test("never changes hands more often than the limit says, whoever asks in whatever order", () => {
    const seen = fc.constantFrom(home, home6, office, office6, neighbour, otherAgent);
    const to = fc.subarray(["address", "prefix", "asn", "agent"] as const, { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(seen, { maxLength: 30 }),
        to,
        fc.integer({ min: 0, max: 3 }),
        (requests, of, rebinds) => {
          const outcomes = play({ to: of, rebinds }, requests);
          expect(outcomes.filter(outcome => outcome === "moved").length).toBeLessThanOrEqual(rebinds);
          // A request that is repeated at once comes to the same, unless it was the one that changed something.
          const twice = play(
            { to: of, rebinds },
            requests.flatMap(one => [one, one]),
          );
          for (let at = 1; at < twice.length; at += 2) {
            expect(twice[at]).toBe(twice[at - 1] === "refused" ? "refused" : "held");
          }
        },
      ),
    );
  });
});

test("several limits hold together: to all that one of them names, with the fewest moves", () => {
  expect(joinBinds([{ to: ["agent"], rebinds: 3 }, "none", { to: ["prefix", "agent"], rebinds: 1 }])).toEqual(
    {
      to: ["agent", "prefix"],
      rebinds: 1,
    },
  );
  expect(joinBinds(["none"])).toBeUndefined();
  expect(joinBinds([{ to: ["asn"], rebinds: 5 }, { to: ["asn"] }])).toEqual({ to: ["asn"], rebinds: 0 });
});
