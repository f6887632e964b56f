import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientFiles } from "../../packages/client/client-files.ts";

test("the client is made from the routes as they are: if this fails, npm run generate -w packages/client", async () => {
  for (const [path, text] of Object.entries(await clientFiles())) {
    const written = readFileSync(new URL(`../../packages/client/${path}`, import.meta.url), "utf8");
    expect(written === text, `packages/client/${path} is current`).toBe(true);
  }
});
