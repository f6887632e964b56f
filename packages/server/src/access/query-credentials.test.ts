import { describe, expect, test } from "vitest";
import { queryUnderSession, queryWithoutCredentials } from "./query-credentials.ts";
import { CATS, JWT } from "./testing/token-texts.ts";

const token = `st_0123456789aB${"ZyXwVuTsRqPoNmLkJiHgFeDcBa"}`;
const [CAT] = CATS;

describe("the query for the origin", () => {
  test("keeps what players ask by, as it was written", () => {
    expect(queryWithoutCredentials("_HLS_msn=5&_HLS_part=0&x=%20y")).toBe("_HLS_msn=5&_HLS_part=0&x=%20y");
  });

  test.each([
    `token=${token}`,
    `%74oken=anything`,
    `Token=${token}`,
    `t=${token}`,
    token,
    `${token}=1`,
    `u=${encodeURIComponent(`https://a/?token=${token}`)}`,
    `u=${encodeURIComponent(encodeURIComponent(`x/${token.replace("st_", "%73t_")}`))}`,
    `x=%73%74_${token.slice(3)}`,
    `cat=${CAT}`,
    `x=${CAT}`,
    `x=${JWT}`,
    `URISigningPackage=anything`,
    `u=${encodeURIComponent(`https://a/?CAT=${CAT}`)}`,
  ])("has no credential, whatever its name: %s", query => {
    expect(queryWithoutCredentials(`a=1&${query}`)).toBe("a=1");
  });

  test("keeps a word of the origin's under the name of cat", () => {
    expect(queryWithoutCredentials("cat=siamese")).toBe("cat=siamese");
  });

  test("keeps the origin's own JWT under a session, and no CAT and no token of ours", () => {
    const query = `sig=${JWT}&x=${CAT}&token=a&jwt=${JWT}&t=${token}`;
    expect(queryUnderSession(query)).toBe(`sig=${JWT}`);
  });
});

test("a subscriber and a code are a credential together: neither reaches an origin or a claim", () => {
  expect(queryWithoutCredentials("a=1&subscriberId=alice&subscriberCode=012345&b=2")).toBe("a=1&b=2");
  expect(queryWithoutCredentials("token=&subscriberId=&subscriberCode=")).toBeUndefined();
});
