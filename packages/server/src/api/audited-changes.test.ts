import { describe, expect, onTestFinished, test } from "vitest";
import { verifyAudit } from "../commands/audit/verify-audit.ts";
import { holdsCredential } from "../lib/redact.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import type { AuditRecord } from "../store/audit.ts";
import { contractCases } from "./contract/cases/index.ts";
import type { Case, TagCases } from "./contract/contract-case.ts";
import { type ContractWorld, openContractWorld, type Reply } from "./contract/contract-world.ts";
import { composeApi } from "./testing/compose-api.ts";
import { listOperations, type Operation } from "./testing/list-operations.ts";

/** Operations that are no GET and change nothing; a test delivery is in the webhook's own log. */
const LOOKS = ["check", "explain", "inspectToken", "verifyAudit", "testWebhook"];
/** Answers of others that say that nothing was changed. */
const NOTHING_CHANGED = ["revoke 200"];
/** The restored database holds the entry; `e2e/backup-restore.e2e.ts` looks at it. */
const IN_ANOTHER_DATABASE = ["restore 200"];

const { server, api } = await composeApi();
const operations = listOperations((await api.inject("/v1/openapi.json")).json());
await server.close();
const changes = operations.filter(({ method }) => method !== "get");

/** Good cases of the contract that change nothing because there is nothing to change. */
const caseOfChange: TagCases = {
  resumeToken: {
    200: async world => {
      const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
      const { id = "" } = await world.make("/v1/tokens", grant);
      await world.make(`/v1/tokens/${id}/suspend`, {});
      return { path: { id }, body: {} };
    },
  },
};

/** Every good case of an operation: its status, and the request or how to come by it. */
function goodCases({ id }: Operation): readonly (readonly [status: number, one: Case])[] {
  return Object.entries(caseOfChange[id] ?? contractCases[id] ?? {})
    .filter(([status]) => Number(status) < 300)
    .flatMap(([status, cases]) => [cases].flat().map((one): [number, Case] => [Number(status), one]));
}

/** The entries of every organization. */
async function entriesOf({ store }: ContractWorld): Promise<readonly AuditRecord[]> {
  const declared = (await store.objects()).filter(({ kind }) => kind === "organization");
  const codes = new Set([FIRST_ORGANIZATION, ...declared.map(({ id }) => id)]);
  const pages = [...codes].map(organization => store.listAudit({ organization, limit: 1_000 }));
  return (await Promise.all(pages)).flatMap(({ items }) => items);
}

/** Texts in an answer that open something. */
function secretsIn({ text }: Reply): readonly string[] {
  const strings = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, string = ""]) => string);
  return strings.filter(string => holdsCredential(string) || string.startsWith("whsec_"));
}

/** Carries out one good case on a server of its own; resolves to the entries that it alone has added. */
async function entriesOfCase(operation: Operation, status: number, one: Case) {
  const world = await openContractWorld();
  onTestFinished(() => world.close());
  const request = typeof one === "function" ? await one(world) : one;
  const before = await entriesOf(world);
  const reply = await world.send(operation, request);
  expect(reply.status, reply.text).toBe(status);
  const known = new Set(before.map(({ hash }) => hash));
  const added = (await entriesOf(world)).filter(({ hash }) => !known.has(hash));
  for (const secret of secretsIn(reply)) expect(JSON.stringify(added)).not.toContain(secret);
  const actor = request.key === undefined ? (await world.make("/v1/whoami", undefined, "get")).id : undefined;
  expect((await verifyAudit(world.store, FIRST_ORGANIZATION)).problem).toBeUndefined();
  return { added, actor };
}

describe("a change through the API is one entry in the audit log:", () => {
  const cases = changes
    .filter(({ id }) => !LOOKS.includes(id))
    .flatMap(operation =>
      goodCases(operation).map(
        ([status, one], index) => [`${operation.id} ${status}`, operation, status, one, index] as const,
      ),
    )
    .filter(([name]) => !NOTHING_CHANGED.includes(name) && !IN_ANOTHER_DATABASE.includes(name));

  test("every operation that is no GET has a good case", () => {
    expect(changes.filter(operation => goodCases(operation).length === 0).map(({ id }) => id)).toEqual([]);
    expect(cases.length).toBeGreaterThan(10);
  });

  test.for(cases)("%s", async ([, operation, status, one]) => {
    const { added, actor } = await entriesOfCase(operation, status, one);
    const [entry, ...more] = added.filter(({ organization }) => organization === FIRST_ORGANIZATION);
    expect(more).toEqual([]);
    // A new organization's log begins with its first key.
    const elsewhere = added.filter(({ organization }) => organization !== FIRST_ORGANIZATION);
    expect(elsewhere.map(({ actor }) => actor)).toEqual(
      operation.id === "createOrganization" ? ["system"] : [],
    );
    expect(entry?.address).toBe("198.51.100.7");
    if (actor !== undefined) expect(entry?.actor).toBe(actor);
    expect(entry?.action).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(entry?.subject.id).toMatch(/./);
    if (status === 201) expect(entry?.before).toBeUndefined();
    else if (operation.method !== "post") expect(entry?.before).toBeDefined();
    if (operation.method !== "delete") expect(entry?.after).toBeDefined();
    expect(holdsCredential(JSON.stringify(added))).toBe(false);
  });
});

describe("what changes nothing leaves no entry:", () => {
  const cases = changes.flatMap(operation =>
    goodCases(operation)
      .filter(
        ([status]) => LOOKS.includes(operation.id) || NOTHING_CHANGED.includes(`${operation.id} ${status}`),
      )
      .map(([status, one]) => [`${operation.id} ${status}`, operation, status, one] as const),
  );
  test.for(cases)("%s", async ([, operation, status, one]) => {
    expect((await entriesOfCase(operation, status, one)).added).toEqual([]);
  });
});
