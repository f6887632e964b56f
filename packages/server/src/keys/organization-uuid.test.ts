import { expect, test } from "vitest";
import { createOrganizationUuid } from "./organization-uuid.ts";

const VERSION_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an organization has one UUID, which nobody else has and which another installation gives to nobody", () => {
  const here = createOrganizationUuid(new Uint8Array(32).fill(1));
  const elsewhere = createOrganizationUuid(new Uint8Array(32).fill(2));
  const uuids = [here("demo"), here("acme"), elsewhere("demo")];
  expect(here("demo")).toBe(uuids[0]);
  expect(new Set(uuids).size).toBe(3);
  for (const uuid of uuids) expect(uuid).toMatch(VERSION_8);
});
