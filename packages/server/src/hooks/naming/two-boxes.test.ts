import { expect, test } from "vitest";
import { tokenOfTwoBoxes } from "./two-boxes.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";

test("the password is the token, whatever the user is called", () => {
  expect(tokenOfTwoBoxes("camera 4", token)).toBe(token);
  expect(tokenOfTwoBoxes(token, "not-a-token")).toBe("not-a-token");
});

test("a token in the user's box counts when the password is empty, and a name there is no token", () => {
  expect(tokenOfTwoBoxes(token, "")).toBe(token);
  expect(tokenOfTwoBoxes("camera4", "")).toBeUndefined();
  expect(tokenOfTwoBoxes("", "")).toBeUndefined();
});
