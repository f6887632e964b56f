import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { claims } from "../../../packages/token/src/cat/claims.ts";
import { catNotes } from "./cat-notes.ts";
import { renderClaimsPage } from "./claims-page.ts";

test("docs/claims.md shows each claim with an example that comes to what it says: if not, npx node tools/docs/write.ts", async () => {
  const written = readFileSync(new URL("../../../docs/claims.md", import.meta.url), "utf8");
  expect(await renderClaimsPage(written)).toBe(written);
});

test("every claim has a note, and every note is of a claim", () => {
  expect(Object.keys(catNotes).toSorted()).toEqual(claims.map(({ name }) => name).toSorted());
});

test("every claim that limits has an example that is refused, but for those that nothing here can break", () => {
  const allowing = Object.entries(catNotes).flatMap(([name, { gateway, example }]) =>
    gateway !== "informs" && example.requests.every(([, reason]) => reason === null) ? [name] : [],
  );
  // The server writes the issuer of its own tokens; a catv other than 1 is not made.
  expect(allowing).toEqual(["iss", "catv"]);
});
