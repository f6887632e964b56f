import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../packages/server/src/api/openapi/document-type.ts";
import { listOperations } from "../packages/server/src/api/testing/list-operations.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";
import type { Made } from "./two-tenants/ask.ts";
import { walks } from "./two-tenants/cases/index.ts";
import { completeNames } from "./two-tenants/complete-names.ts";
import { lastingSnapshot, settle } from "./two-tenants/lasting-snapshot.ts";
import { type Names, shared } from "./two-tenants/names.ts";
import { changesBetween, type Snapshot, takeSnapshot, type WalkPlan } from "./two-tenants/snapshot.ts";
import { createTenant, fillTenant, operatorOf, type Tenant } from "./two-tenants/tenant.ts";

let server: TestServer;
let plan: WalkPlan;
/** Gives the orders. */
let north: Tenant;
/** Is to notice nothing of them. */
let south: Tenant;
let southern: Names;
let before: Snapshot;

beforeAll(async () => {
  server = await startSluice({ env: { SLUICE_HOOK_SECRET: shared.serverSecret } });
  const document: OpenApiDocument = await (await fetch(`${server.apiUrl}/v1/openapi.json`)).json();
  plan = { operations: listOperations(document), walks };
  north = await createTenant(server, "north", "127.7.1.1");
  south = await createTenant(server, "south", "127.7.1.2");
  await fillTenant(north, { prefix: "nord", address: "198.51.100.11", sharesNames: true });
  const filled = await fillTenant(south, { prefix: "sued", address: "198.51.100.12", sharesNames: true });
  await settle();
  southern = await completeNames(south.make, filled);
  before = await lastingSnapshot(south.ask, plan, southern);
});

afterAll(() => server?.stop());

async function expectSouthUnchanged(): Promise<void> {
  const faults = changesBetween(before, await takeSnapshot(south.ask, plan, southern));
  expect(faults, faults.join("\n")).toEqual([]);
}

async function listed(path: string, query: Readonly<Record<string, string>> = {}): Promise<readonly Made[]> {
  const { items } = await north.make("get", path, { query: { ...query, limit: "200" } });
  return Array.isArray(items) ? items : [];
}

const lives = () => listed("/v1/sessions", { status: "live" });

describe("what two organizations call the same is revoked in one of them alone:", () => {
  const orders: readonly (readonly [string, object, Readonly<Record<string, string>> | undefined])[] = [
    ["a user", { user: shared.user }, { user: shared.user }],
    ["a tag", { tag: shared.tag }, { tag: shared.tag }],
    ["an address", { ip: shared.address }, undefined],
    ["a stream by its alias", { stream: shared.alias }, undefined],
    ["a group", { group: shared.group }, undefined],
  ];
  test.for(orders)("%s", async ([, selector, filter]) => {
    const matching = filter === undefined ? undefined : await listed("/v1/tokens", filter);
    const { count } = await north.make("post", "/v1/revocations", { body: { selector, permanent: true } });
    expect(count).toBeGreaterThan(0);
    if (matching) expect(count).toBe(matching.length);
    await expectSouthUnchanged();
  });
});

test("a viewer whom two organizations have is erased in one of them alone", async () => {
  const erased = await north.make("delete", `/v1/users/${shared.user}/data`);
  expect(erased.tokens).toBeGreaterThan(0);
  expect(await listed("/v1/tokens", { user: shared.user })).toEqual([]);
  await expectSouthUnchanged();
});

test("everything is revoked in one organization alone, and only with its own code", async () => {
  expect((await lives()).length).toBeGreaterThan(0);
  const order = (confirm: string) => ({ body: { selector: { all: true }, confirm } });
  const route = { method: "post", path: "/v1/revocations" } as const;
  expect((await north.ask(route, order("south"))).status).toBe(422);
  expect((await lives()).length).toBeGreaterThan(0);
  const tokens = await listed("/v1/tokens");
  const { count } = await north.make("post", "/v1/revocations", order("north"));
  expect(count).toBe(tokens.length);
  expect(await lives()).toEqual([]);
  await expectSouthUnchanged();
});

describe("when an organization is removed", () => {
  beforeAll(async () => {
    const request = { path: { code: "north" }, query: { confirm: "north" } };
    await operatorOf(server).make("delete", "/v1/organizations/{code}", request);
  });

  test("the other one notices nothing, and its key opens nothing", async () => {
    expect((await north.ask({ method: "get", path: "/v1/whoami" })).status).toBe(401);
    await expectSouthUnchanged();
  });

  test("another one under its code finds nothing of it", async () => {
    const heir = await createTenant(server, "north", "127.7.1.3");
    for (const { id, path } of plan.operations) {
      // The installation's servers are no organization's: its keys do not see them.
      if (!/^list/.test(id) || id === "listServers" || path.includes("{")) continue;
      const { items } = await heir.make("get", path);
      const own = id === "listOrganizations" || id === "listApiKeys" || id === "listAudit" ? 1 : 0;
      expect(items, id).toHaveLength(own);
    }
    const { totals } = await heir.make("get", "/v1/usage");
    expect(totals).toEqual({ sessions: 0, seconds: 0, bytes: 0, requests: 0, refused: 0 });
    await fillTenant(heir, { prefix: "nord", address: "198.51.100.11", sharesNames: true });
    await settle();
    await expectSouthUnchanged();
  });
});
