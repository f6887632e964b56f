import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret.ts";

test("a secret shows its text only to expose, whatever prints it", () => {
  const secret = new Secret("swordfish");
  const shown = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })];
  shown.push(Object.values({ ...secret }).join(), JSON.stringify(Object.getOwnPropertyDescriptors(secret)));
  for (const text of shown) expect(text).not.toContain("swordfish");
  expect(secret.expose()).toBe("swordfish");
});
