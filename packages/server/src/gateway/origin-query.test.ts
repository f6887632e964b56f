import { expect, test } from "vitest";
import { originQuery, withoutPlayerReport } from "./origin-query.ts";

const report = "CMCD=bl%3D21300%2Cbr%3D3200%2Csid%3D%226e2fb550%22";

test("what a player tells of itself, the handle and the wish to keep a file go to no origin, and all else does", () => {
  expect(originQuery(`v=2&${report}&download=1&sluice_session=H&_HLS_msn=5`)).toBe("v=2&_HLS_msn=5");
  expect(originQuery(report)).toBeUndefined();
  expect(originQuery("")).toBeUndefined();
});

test("only the parameter itself is what a player tells: names and values that hold its letters stay", () => {
  for (const query of ["CMCDX=1", "a=CMCD", "cmcd=1"]) expect(withoutPlayerReport(query)).toBe(query);
  expect(withoutPlayerReport("CMCD")).toBeUndefined();
});
