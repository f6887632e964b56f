import type { OpenApiDocument } from "../../packages/server/src/api/openapi/document-type.ts";
import { listOperations, type Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import { type Receiver, startReceiver } from "../webhooks/receiver.ts";
import { walks } from "./cases/index.ts";
import { completeNames } from "./complete-names.ts";
import { fillHolding, type Holding, type HoldingPlan } from "./fill-holding.ts";
import { lastingSnapshot, settle } from "./lasting-snapshot.ts";
import { type Names, neverExisted, shared } from "./names.ts";
import type { Snapshot, WalkPlan } from "./snapshot.ts";
import { createTenant, fillTenant, fillWhole, operatorOf, type Tenant, withKey } from "./tenant.ts";

/** More than any tenant's audit log gets here, so that the number of the last entry is nobody else's. */
const ENTRIES_AHEAD = 500;

/** Somebody who may see its own things and nothing else, and what it saw before the others did anything. */
export interface Watcher {
  readonly tenant: Tenant;
  readonly own: Names;
  readonly before: Snapshot;
}

/** A server with two organizations that have one of everything, under the same names where names may be the same. */
export interface World {
  readonly server: TestServer;
  readonly document: OpenApiDocument;
  readonly operations: readonly Operation[];
  /** The first organization, the operators' own. It was filled last. */
  readonly first: Tenant;
  /** What the first organization has: of each of its applications, and of all of it. */
  readonly theirs: Readonly<Record<string, Names>>;
  /** What is built in, beside names of nobody. */
  readonly builtIn: Names;
  /** The other organization. */
  readonly other: Watcher;
  /** A key of the first organization that is limited to one of its applications. */
  readonly limited: Watcher;
  /** Another one, limited to another application. */
  readonly neighbour: Pick<Watcher, "tenant" | "own">;
  readonly never: Names;
  /** Hears of everything in the first organization. */
  readonly receiver: Receiver;
  close(): Promise<void>;
}

/** Fills the other organization, looks at it, fills the first one, and waits until nothing changes any more. */
export async function openWorld(): Promise<World> {
  const server = await startSluice({ env: { SLUICE_HOOK_SECRET: shared.serverSecret } });
  const receiver = await startReceiver();
  const document: OpenApiDocument = await (await fetch(`${server.apiUrl}/v1/openapi.json`)).json();
  const operations = listOperations(document);
  const plan = { operations, walks };
  const other = await openOther(server, plan);
  const first = operatorOf(server);
  const { limited, whole, apex } = await openFirst(server, plan, receiver);
  const aero = await fillHolding(first.make, planOf(first, "aero"));
  await settle();
  const theirs = {
    "an application's": await completeNames(first.make, limited.own),
    "another application's": await completeNames(first.make, aero),
    "a guest's": await completeNames(first.make, apex),
    "the whole organization's": await completeNames(first.make, whole),
  };
  const last = theirs["the whole organization's"];
  return {
    ...{ server, document, operations, first, theirs, other, limited, receiver },
    builtIn: { ...neverExisted(last, "nobo"), application: "demo", stream: "demo/clip", streamId: "clip" },
    neighbour: { tenant: withKey(server, first, aero.apiKeyText), own: theirs["another application's"] },
    never: neverExisted(last),
    async close() {
      await server.stop();
      await receiver.down();
    },
  };
}

/** The other organization, alone on the machine. */
async function openOther(server: TestServer, plan: WalkPlan): Promise<Watcher> {
  const tenant = await createTenant(server, "beta", "127.7.0.2");
  const filled = await fillTenant(tenant, { prefix: "beta", address: "198.51.100.2", sharesNames: true });
  await settle();
  const own = await completeNames(tenant.make, filled);
  return { tenant, own, before: await lastingSnapshot(tenant.ask, plan, own) };
}

/** The first organization without the application that comes last, as a key of another one of it sees it. */
async function openFirst(server: TestServer, plan: WalkPlan, { url }: Receiver) {
  const first = operatorOf(server);
  const acme = await fillHolding(first.make, { ...planOf(first, "acme"), sharesNames: true });
  const apex = await fillHolding(first.make, planOf(first, "apex"));
  const whole = await fillWhole(first, apex, url);
  await visit(first, apex, acme);
  await lengthenAudit(first);
  await settle();
  const own = await completeNames(first.make, acme);
  const tenant = withKey(server, first, acme.apiKeyText);
  const limited: Watcher = { tenant, own, before: await lastingSnapshot(tenant.ask, plan, own) };
  return { limited, whole, apex };
}

const addresses = { acme: "198.51.100.1", aero: "198.51.100.3", apex: "198.51.100.5" } as const;

function planOf({ code, as }: Tenant, prefix: keyof typeof addresses): HoldingPlan {
  return { organization: code, as, prefix, address: addresses[prefix], sharesNames: false };
}

/** A viewer of one application tries a stream of another one. */
async function visit({ make }: Tenant, { tokenText }: Holding, { stream }: Holding): Promise<void> {
  const body = { action: "play", stream, token: tokenText, ip: "198.51.100.88", consume: true };
  await make("post", "/v1/check", { body });
}

async function lengthenAudit({ make, code }: Tenant): Promise<void> {
  for (let count = 0; count < ENTRIES_AHEAD; count += 1) {
    const request = { path: { code }, body: { title: `The first ${count}` } };
    await make("patch", "/v1/organizations/{code}", request);
  }
}
