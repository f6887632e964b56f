import { expect, test } from "vitest";
import { preflightHeaders } from "./cors.ts";

test("a browser may send every header that a player needs for parts and for revalidation", () => {
  const allowed = preflightHeaders["access-control-allow-headers"].toLowerCase().split(", ");
  expect(allowed).toEqual(
    expect.arrayContaining(["range", "if-range", "if-none-match", "authorization", "dpop"]),
  );
});
