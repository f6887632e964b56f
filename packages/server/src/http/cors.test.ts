import { expect, test } from "vitest";
import { corsHeaders, preflightHeaders } from "./cors.ts";

test("a browser may send every header that a player needs for parts and for revalidation", () => {
  const allowed = preflightHeaders["access-control-allow-headers"].toLowerCase().split(", ");
  expect(allowed).toEqual(
    expect.arrayContaining(["range", "if-range", "if-none-match", "authorization", "dpop"]),
  );
});

test("a player that tells of itself in headers (CMCD, CTA-5004) is not stopped by its browser", () => {
  const allowed = preflightHeaders["access-control-allow-headers"].split(", ");
  expect(allowed).toEqual(
    expect.arrayContaining(["CMCD-Object", "CMCD-Request", "CMCD-Session", "CMCD-Status"]),
  );
});

test("a player on another site may read the server's clock, by which live DASH is timed where the viewer's is wrong", () => {
  expect(corsHeaders["access-control-expose-headers"].split(", ")).toContain("Date");
});
