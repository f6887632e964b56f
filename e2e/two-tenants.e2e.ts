import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "./support/sluice.ts";
import { walks } from "./two-tenants/cases/index.ts";
import { heldApart, type Walker } from "./two-tenants/hold-apart.ts";
import { settle } from "./two-tenants/lasting-snapshot.ts";
import type { Names } from "./two-tenants/names.ts";
import { openWorld, type World } from "./two-tenants/open-world.ts";
import { plainAnswer } from "./two-tenants/plain-answer.ts";
import { badControls, type Owners } from "./two-tenants/show-control.ts";
import { changesBetween, type Snapshot, takeSnapshot } from "./two-tenants/snapshot.ts";
import { createTenant, fillTenant } from "./two-tenants/tenant.ts";
import { uncoveredFields } from "./two-tenants/uncovered.ts";

const FILLING_MILLISECONDS = 120_000;

let world: World;
/** What others see of their own, once all is there. */
let theirView: Snapshot;
let neighboursView: Snapshot;

beforeAll(async () => {
  world = await openWorld();
  theirView = await lookAsFirst();
  neighboursView = await lookAsNeighbours();
}, FILLING_MILLISECONDS);

afterAll(() => world?.close());

/** What the first organization sees of its own. */
async function lookAsFirst(): Promise<Snapshot> {
  const { first, operations, theirs } = world;
  const looks = Object.values(theirs).map(names => takeSnapshot(first.ask, { operations, walks }, names));
  return joined(await Promise.all(looks));
}

/** What a key sees that is limited to another application, and each thing of the whole organization. */
async function lookAsNeighbours(): Promise<Snapshot> {
  const { first, operations, neighbour } = world;
  // Webhooks of the whole organization hear of what happens in each application.
  const single = operations.filter(({ path, tags }) => path.includes("{") && !tags.includes("webhooks"));
  return joined([
    await takeSnapshot(neighbour.tenant.ask, { operations, walks }, neighbour.own),
    await takeSnapshot(first.ask, { operations: single, walks }, namesOf("the whole organization's")),
  ]);
}

function joined(snapshots: readonly Snapshot[]): Snapshot {
  return Object.fromEntries(
    snapshots.flatMap((snapshot, index) =>
      Object.entries(snapshot).map(([what, seen]) => [`${what} (${index})`, seen] as const),
    ),
  );
}

/** Lists of faults are told in full. */
function expectNone(faults: readonly string[]): void {
  expect(faults, faults.join("\n")).toEqual([]);
}

function namesOf(whose: string): Names {
  return world.theirs[whose] ?? expect.fail(whose);
}

function operationOf(id: string): World["operations"][number] {
  return world.operations.find(operation => operation.id === id) ?? expect.fail(`${id} is no operation`);
}

/** Whoever walks without a word of its own among those that are tested. */
const asOther = (): Walker => ({
  ask: world.other.tenant.ask,
  own: world.other.own,
  theirs: { ...world.theirs, "what is built in": world.builtIn },
  never: world.never,
  among: "tenants",
});

const asLimited = (): Walker => ({
  ask: world.limited.tenant.ask,
  own: world.limited.own,
  theirs: {
    "another application's": namesOf("another application's"),
    "a guest's": namesOf("a guest's"),
    "the whole organization's": namesOf("the whole organization's"),
  },
  whole: namesOf("the whole organization's"),
  never: world.never,
  among: "applications",
});

let owners = 0;

/** An organization that has everything and that nobody else looks at. */
async function createOwner() {
  owners += 1;
  const code = `t${String(owners).padStart(3, "0")}`;
  const tenant = await createTenant(world.server, code, "127.7.0.3");
  return {
    tenant,
    names: await fillTenant(tenant, { prefix: code, address: "198.51.100.4", sharesNames: true }),
  };
}

/** Reading first, then counting, then what leaves something behind that would be read and counted. */
const ids = Object.keys(walks).toSorted((left, right) => turnOf(left) - turnOf(right));

function turnOf(id: string): number {
  if (/^(read|list|export)/.test(id)) return 0;
  return id === "revoke" || id === "eraseUser" ? 1 : 2;
}

describe("the walk", () => {
  test("has every operation of the server's own document, and none beside", () => {
    expect(ids.toSorted()).toEqual(world.operations.map(({ id }) => id).toSorted());
  });

  test("asks with somebody else's name wherever one can be given", () => {
    const { document, operations, never, other } = world;
    const missing = operations.flatMap(operation =>
      walks[operation.id]?.nothing === undefined
        ? uncoveredFields(document, operation, walks[operation.id] ?? {}, {
            theirs: never,
            own: other.own,
          }).map(field => `${operation.id} ${field}`)
        : [],
    );
    expect(missing).toEqual([]);
  });
});

test("what is the machine's is refused to administrators of organizations, with or without limits", async () => {
  const { operations, first, other, limited } = world;
  const machines = operations.filter(({ scope }) => scope === "installation" || scope === "metrics:read");
  expect(machines.map(({ id }) => id)).toEqual(expect.arrayContaining(["backup", "restore", "readMetrics"]));
  // Asked from this machine itself, the metrics are open.
  const headers = { "x-forwarded-for": "198.51.100.9" };
  for (const operation of machines) {
    for (const { tenant } of [other, limited]) {
      const reply = await tenant.ask(operation, { headers });
      expect([reply.status, reply.reason], operation.id).toEqual([403, "not-permitted"]);
    }
  }
  expect((await first.ask(operationOf("readMetrics"), { headers })).status).toBe(200);
});

describe("what is seen and counted stays the same when another has done all that can be done:", () => {
  const watchers = [
    ["an organization", () => world.other],
    ["a key that is limited to an application", () => world.limited],
  ] as const;
  test.for(watchers)("by %s", async ([, watcher]) => {
    const { tenant, own, before } = watcher();
    const { operations } = world;
    const after = await takeSnapshot(tenant.ask, { operations, walks }, own);
    expectNone(changesBetween(before, after));
  });

  test("by an organization: and there is something of everything", () => {
    const empty = Object.entries(world.other.before).filter(
      ([, { status, body }]) => status !== 200 || body === "" || JSON.stringify(body).includes('"items":[]'),
    );
    expectNone(empty.map(([what]) => what));
  });
});

describe("no header and no parameter changes whose key it is:", () => {
  test.for([
    { "x-organization": "demo", "sluice-organization": "demo", "x-tenant": "demo", "x-org-id": "demo" },
    { host: "demo.example", "x-forwarded-host": "demo.example", forwarded: "for=127.0.0.1;host=demo" },
    { "x-original-url": "/v1/tokens", "x-rewrite-url": "/v1/api-keys", "x-forwarded-prefix": "/demo" },
    { "x-http-method-override": "DELETE", "x-method-override": "PATCH" },
    { cookie: "organization=demo; session=demo", "x-forwarded-user": "demo", "x-remote-user": "admin" },
  ])("%j", async headers => {
    const { tenant, own, before } = world.other;
    const seen = await takeSnapshot(tenant.ask, { operations: world.operations, walks }, own, headers);
    expectNone(changesBetween(before, seen));
  });

  test("a parameter of that name is not known, and a second key is not read", async () => {
    const { tenant, own } = world.other;
    const lists = world.operations.filter(({ id, hasQuery }) => hasQuery && id.startsWith("list"));
    expect(lists.length).toBeGreaterThan(10);
    for (const operation of lists) {
      const [request] = Object.values(walks[operation.id]?.own ?? {}).map(requestOf => requestOf(own));
      const query = { ...request?.query, organization: "demo" };
      expect((await tenant.ask(operation, { ...request, query })).status, operation.id).toBe(422);
    }
    const headers = { "x-api-key": ADMIN_KEY, apikey: ADMIN_KEY, cookie: `key=${ADMIN_KEY}` };
    const { text } = await tenant.ask(operationOf("whoAmI"), { headers });
    expect(JSON.parse(text).organization).toBe(tenant.code);
  });
});

describe.for([
  ["another organization", asOther, async () => changesBetween(theirView, await lookAsFirst())],
  [
    "another application of the same organization",
    asLimited,
    async () => changesBetween(neighboursView, await lookAsNeighbours()),
  ],
] as const)("what %s has is like what never existed, and stays as it is:", ([, walker, changes]) => {
  test.for(ids.filter(id => walks[id]?.foreign))("%s", async id => {
    const operation = operationOf(id);
    expectNone(await heldApart(walker(), operation, walks[id] ?? {}));
    if (operation.method !== "get") expectNone(await changes());
  });
});

describe("names that another organization has are free:", () => {
  test.for(ids.filter(id => walks[id]?.claims))("%s", async id => {
    const operation = operationOf(id);
    for (const [title, requestOf] of Object.entries(walks[id]?.claims ?? {})) {
      const answers = [];
      for (const names of [namesOf("an application's"), world.never]) {
        const owner = await createOwner();
        const reply = await owner.tenant.ask(operation, requestOf(names, owner.names));
        expect(reply.status, `${title}: ${reply.text}`).toBeLessThan(300);
        expect(reply.headers).not.toHaveProperty("idempotent-replayed");
        const { text, headers, status } = plainAnswer(reply, names);
        const told = JSON.stringify({ status, headers, text });
        answers.push(told.replaceAll(owner.names.organization, "{own}"));
      }
      expect(answers[0], title).toBe(answers[1]);
    }
  });
});

describe("the same requests are done for the owner:", () => {
  const control: Owners = {
    get reader() {
      return { tenant: world.other.tenant, names: world.other.own };
    },
    get operator() {
      return world.first;
    },
    createOwner,
  };
  test.for(ids.filter(id => walks[id]?.foreign))("%s", async id => {
    expectNone(await badControls(control, operationOf(id), walks[id] ?? {}));
  });
});

test("the receiver of another organization's webhook has heard of nothing but its own", async () => {
  await settle();
  expect(world.receiver.heard.map(({ organization }) => organization)).not.toContain(world.other.tenant.code);
});
