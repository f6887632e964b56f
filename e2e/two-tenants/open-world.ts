import type { OpenApiDocument } from "../../packages/server/src/api/openapi/document-type.ts";
import { listOperations, type Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import { type Receiver, startReceiver } from "../webhooks/receiver.ts";
import { walks } from "./cases/index.ts";
import { completeNames } from "./complete-names.ts";
import { fillHolding, type Holding } from "./fill-holding.ts";
import { type Names, neverExisted } from "./names.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { createTenant, fillTenant, fillWhole, operatorOf, type Tenant, withKey } from "./tenant.ts";

/** Longer than what sessions did waits to be written. */
const SETTLING_MILLISECONDS = 3_500;
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
  const server = await startSluice();
  const receiver = await startReceiver();
  const document: OpenApiDocument = await (await fetch(`${server.apiUrl}/v1/openapi.json`)).json();
  const operations = listOperations(document);
  const plan = { operations, walks };

  const tenant = await createTenant(server, "beta", "127.7.0.2");
  const own = await fillTenant(tenant, { prefix: "beta", address: "198.51.100.2", sharesNames: true });
  const first = operatorOf(server);
  const holdingOf = (prefix: string, address: string, sharesNames: boolean) =>
    fillHolding(first.make, { organization: first.code, as: first.as, prefix, address, sharesNames });
  const acme = await holdingOf("acme", "198.51.100.1", true);
  const apex = await holdingOf("apex", "198.51.100.5", false);
  const whole = await fillWhole(first, apex, receiver.url);
  await visit(first, apex, acme);
  await lengthenAudit(first);
  await settle();
  const before = await takeSnapshot(tenant.ask, plan, own);
  const limitedOwn = await completeNames(first.make, acme);
  const limited = withKey(server, first, acme.apiKeyText);
  const limitedBefore = await takeSnapshot(limited.ask, plan, limitedOwn);

  const aero = await holdingOf("aero", "198.51.100.3", false);
  await settle();
  const theirs = {
    "an application's": await completeNames(first.make, acme),
    "another application's": await completeNames(first.make, aero),
    "a guest's": await completeNames(first.make, apex),
    "the whole organization's": await completeNames(first.make, whole),
  };
  const last = theirs["the whole organization's"];
  return {
    server,
    document,
    operations,
    first,
    theirs,
    builtIn: { ...neverExisted(last, "nobo"), application: "demo", stream: "demo/clip", streamId: "clip" },
    other: { tenant, own, before },
    limited: { tenant: limited, own: limitedOwn, before: limitedBefore },
    neighbour: { tenant: withKey(server, first, aero.apiKeyText), own: theirs["another application's"] },
    never: neverExisted(last),
    receiver,
    async close() {
      await server.stop();
      await receiver.down();
    },
  };
}

/** A viewer of one application tries a stream of another one. */
async function visit({ make }: Tenant, { tokenText, address }: Holding, { stream }: Holding): Promise<void> {
  const body = { action: "play", stream, token: tokenText, ip: address, consume: true };
  await make("post", "/v1/check", { body });
}

/** What is written a moment later is written then. */
export function settle(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, SETTLING_MILLISECONDS));
}

async function lengthenAudit({ make, code }: Tenant): Promise<void> {
  for (let count = 0; count < ENTRIES_AHEAD; count += 1) {
    const request = { path: { code }, body: { title: `The first ${count}` } };
    await make("patch", "/v1/organizations/{code}", request);
  }
}
