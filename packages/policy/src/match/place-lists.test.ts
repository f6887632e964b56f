import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeLists, judgeLists } from "./place-lists.ts";

const country = fc.constantFrom("DE", "AT", "US", "FR");
const lists = fc.record({
  allow: fc.option(fc.array(country), { nil: undefined }),
  deny: fc.option(fc.array(country), { nil: undefined }),
});

describe("allow and deny lists", () => {
  test("allow what is on the one and not on the other", () => {
    fc.assert(
      fc.property(lists, country, ({ allow, deny }, value) => {
        const isAllowed = (allow?.includes(value) ?? true) && !(deny ?? []).includes(value);
        expect(judgeLists({ allow, deny }, value) === "allowed").toBe(isAllowed);
      }),
    );
  });

  test("let nobody in of whom nothing is known, unless they say nothing", () => {
    fc.assert(
      fc.property(lists, both => {
        const saysNothing = both.allow === undefined && (both.deny ?? []).length === 0;
        expect(judgeLists(both, undefined)).toBe(saysNothing ? "allowed" : "unknown");
      }),
    );
  });

  test("tell what is denied from what is not listed, and explain themselves", () => {
    expect(judgeLists({ allow: ["DE"], deny: ["DE"] }, "DE")).toBe("denied");
    expect(judgeLists({ allow: [] }, "DE")).toBe("not-listed");
    expect(describeLists({ allow: [3320], deny: [1] }, "AS")).toBe("allow AS3320; deny AS1");
  });
});
