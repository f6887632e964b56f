import { describe, expect, test } from "vitest";
import { readPlainName } from "./plain-name.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const other = "st_AAAAAAAAAAAAZyXwVuTsRqPoNmLkJiHgFeDcBa";
const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDB9.Xb3SWqHYtRSWnPwZqRyL1pvlbVVM3FO5Fxx8dtYYt6s";

describe("a stream's name as it was typed", () => {
  test.each([
    ["cam1", "cam1", undefined],
    ["/live/cam1", "live/cam1", undefined],
    [`cam1?token=${token}&x=1`, "cam1", token],
    [`cam1?x=1&jwt=${jwt}`, "cam1", jwt],
    [`cam1?access_token=${token}`, "cam1", token],
    [`cam1?key=${token}`, "cam1", token],
    [`cam1?auth=${token}`, "cam1", token],
    [`cam1?${token}`, "cam1", token],
    [`cam1/${token}`, "cam1", token],
    [`live/cam1/${token}`, "live/cam1", token],
    [`live/cam1~${token}`, "live/cam1", token],
    [`cam1~${jwt}`, "cam1", jwt],
    [token, "", token],
    ["cam1?token=", "cam1", undefined],
    ["", "", undefined],
  ])("is taken apart: %s", (typed, stream, expected) => {
    expect(readPlainName(typed)).toEqual({ stream, token: expected });
  });

  test("gives the first of two tokens under one name", () => {
    expect(readPlainName(`cam1?token=${token}&token=${other}`).token).toBe(token);
  });

  test("takes a name that means nothing else before one that may", () => {
    expect(readPlainName(`cam1?t=1700000000&token=${token}`).token).toBe(token);
    expect(readPlainName(`cam1?t=${token}`).token).toBe(token);
  });

  test("is decoded once, and a plus stays a plus", () => {
    expect(readPlainName("cam1?token=a%2525+b").token).toBe("a%25+b");
    expect(readPlainName("cam1?token=a%zz").token).toBe("a%zz");
  });

  test("loses a token in its path also when the query has another, which is the one that counts", () => {
    expect(readPlainName(`cam1/${other}?token=${token}`)).toEqual({ stream: "cam1", token });
  });

  test("never holds a token that was cut", () => {
    expect(readPlainName(`cam1/${token.slice(0, 35)}`)).toEqual({
      stream: "cam1",
      token: token.slice(0, 35),
    });
  });

  test.each([
    "live/st_peters-cathedral",
    "live/night~train",
    "live/0123456789abcdef0123456789abcdef01234567",
  ])("keeps its last piece when that is no token: %s", typed => {
    expect(readPlainName(typed)).toEqual({ stream: typed, token: undefined });
  });
});
