import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import {
  START_SECONDS,
  sampleApiKey,
  sampleAuditEntry,
  sampleDecision,
  sampleRequest,
  sampleRevocation,
  sampleToken,
} from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const paging = { limit: 10 };

/** What follows from changes of what is declared: moves between groups, and organizations that go. */
export function organizationConformance(open: OpenStore): void {
  test("a stream that moves takes its sessions along, but for those whose token opens another group", async () => {
    const { store, reopen } = await open();
    const here = await admitted(store, { target: { streams: ["live/a"] } });
    const left = await admitted(store, { target: { group: "old" } });
    const everywhere = await admitted(store, { target: { organization: true } });
    const other = await admitted(store, { target: { group: "old" } }, "live/b");
    const move = { organization: "acme", stream: "live/a", group: "new" };
    const result = await store.moveSessions(move, START_SECONDS + 5);
    expect(result.endedSessionIds).toEqual([left.id]);
    expect(result.moved.map(({ id, group }) => [id, group])).toEqual([
      [here.id, "new"],
      [everywhere.id, "new"],
    ]);
    const later = (await reopen?.()) ?? store;
    expect(await later.session(here.id)).toMatchObject({ group: "new", endedAtSeconds: undefined });
    expect(await later.session(left.id)).toMatchObject({
      group: "old",
      endReason: "left-group",
      endedAtSeconds: START_SECONDS + 5,
    });
    expect(await later.session(other.id)).toMatchObject({ group: "old", endedAtSeconds: undefined });
    expect(await later.moveSessions(move, START_SECONDS + 6)).toEqual({ endedSessionIds: [], moved: [] });
  });

  test("a session whose token opens the group that its stream has come to goes on", async () => {
    const { store } = await open();
    const session = await admitted(store, { target: { group: "new" } });
    const move = { organization: "acme", stream: "live/a", group: "new" };
    const { moved } = await store.moveSessions(move, START_SECONDS);
    expect(moved.map(({ id }) => id)).toEqual([session.id]);
  });

  test("a revocation by group reaches sessions that have moved there, and none that have moved away", async () => {
    const { store } = await open();
    const { id } = await admitted(store, { target: { streams: ["live/a"] } });
    await store.moveSessions({ organization: "acme", stream: "live/a", group: "new" }, START_SECONDS);
    const revoke = (group: string) => store.revoke(sampleRevocation({ selector: { group } }));
    expect((await revoke("old")).endedSessionIds).toEqual([]);
    expect((await revoke("new")).endedSessionIds).toEqual([id]);
  });

  test("an organization goes with everything in it, and nothing of another does", async () => {
    const { store, reopen } = await open();
    const kept = await filled(store, "kept");
    const gone = await filled(store, "gone");
    await store.closeOrganization("gone", () => sampleAuditEntry({ organization: "kept", action: "gone" }));
    expect(await store.listApiKeys({ organization: "gone", limit: 10 })).toMatchObject({ items: [] });
    await store.removeOrganization("gone");
    const expectRest = async (each: Store): Promise<void> => {
      expect(await remainsOf(each, gone)).toEqual([0, 0, 0, 0, 0, 0, 0, false, undefined, undefined]);
      expect(await remainsOf(each, kept)).toEqual([1, 1, 1, 1, 1, 1, 2, true, "kept", "kept"]);
    };
    await expectRest(store);
    await store.removeOrganization("gone");
    await expectRest((await reopen?.()) ?? store);
  });
}

async function admitted(store: Store, changes: Parameters<typeof sampleToken>[0], stream = "live/a") {
  const token = sampleToken(changes);
  await store.insertTokens([token]);
  const admission = await store.admit(sampleRequest(token, { stream, group: "old" }));
  if (admission.outcome !== "admitted") throw new Error(admission.outcome);
  return admission.session;
}

/** One of everything that an organization has. */
async function filled(store: Store, organization: string) {
  const key = sampleApiKey({ organization });
  const token = sampleToken({ organization, user: organization });
  const ref = `ref-${organization}`;
  await store.putApiKey(key);
  await store.insertTokens([token]);
  const admission = await store.admit(sampleRequest(token, { organization }));
  await store.suspendToken({ organization, id: token.id, nowSeconds: START_SECONDS });
  const all = sampleRevocation({
    organization,
    selector: { user: organization },
    issuedUpToMilliseconds: undefined,
  });
  await store.revoke(all);
  await store.appendDecisions([sampleDecision(ref, { organization })], 10);
  await store.appendAudit(sampleAuditEntry({ organization }));
  const document = {};
  await store.writeObjects(
    [{ write: "put", kind: "group", organization, id: "g", version: 0, document }],
    START_SECONDS,
  );
  const sessionId = admission.outcome === "admitted" ? admission.session.id : "";
  return { organization, key, token, ref, sessionId };
}

/** How much is left, by kind; whether its rule still covers its token; and two look-ups by id. */
async function remainsOf(store: Store, { organization, key, token, ref, sessionId }: Filled) {
  const lists = await Promise.all([
    store.listTokens({ organization, ...paging }),
    store.listSessions({ organization, ...paging }),
    store.listRevocations({ organization, ...paging }),
    store.listApiKeys({ organization, ...paging }),
    store.listDecisions({ organization, ...paging }),
  ]);
  const objects = (await store.objects()).filter(object => object.organization === organization);
  const audit = await store.listAudit({ organization, ...paging });
  return [
    ...lists.map(({ items }) => items.length),
    objects.length,
    audit.items.length,
    await store.isCovered(token, START_SECONDS),
    (await store.apiKeyByHash(key.hash))?.organization,
    (await store.session(sessionId))?.organization ?? (await store.decision(ref))?.organization,
  ];
}

type Filled = Awaited<ReturnType<typeof filled>>;
