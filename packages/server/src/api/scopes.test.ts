import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Scope, scopes } from "../commands/scopes.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import { sampleApiKey } from "../store/conformance/samples.ts";
import { type ComposedApi, composeApi, testHasher } from "./testing/compose-api.ts";
import { listOperations, type Operation } from "./testing/list-operations.ts";

const verbs = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", delete: "DELETE" } as const;

let composed: ComposedApi;
let operations: readonly Operation[];

beforeAll(async () => {
  composed = await composeApi();
  // The document holds every route that is registered; its own test says so.
  operations = listOperations((await composed.api.inject("/v1/openapi.json")).json());
});
afterAll(() => composed.server.close());

/** What a route says to a key with these scopes; metrics are asked from another machine. */
async function answer({ method, path }: Operation, granted: readonly Scope[] | undefined) {
  const text = `a-key-for-${scopes.map(scope => Number(granted?.includes(scope))).join("")}`;
  if (granted) {
    const hash = testHasher.hash(text);
    const id = `sk_${Buffer.from(hash).toString("hex").slice(0, 8)}`;
    await composed.store.putApiKey(
      sampleApiKey({ id, organization: FIRST_ORGANIZATION, hash, scopes: granted }),
    );
  }
  const reply = await composed.api.inject({
    method: verbs[method],
    url: path.replaceAll(/\{\w+\}/g, "none"),
    headers: { host: "media.example.com", ...(granted && { authorization: `Bearer ${text}` }) },
  });
  const isProblem = String(reply.headers["content-type"]).startsWith("application/problem+json");
  return { status: reply.statusCode, ...(isProblem ? reply.json() : {}) };
}

function lacks(scope: Scope) {
  return { status: 403, reason: "not-permitted", detail: `this API key has not the scope ${scope}` };
}

const keyed = () => operations.filter(({ security }) => security.length > 0);
const scopeOf = ({ scope }: Operation): Scope | undefined => scopes.find(known => known === scope);

test("there are routes with a scope, and routes without", () => {
  expect(keyed().filter(operation => scopeOf(operation)).length).toBeGreaterThan(10);
  expect(
    keyed()
      .filter(operation => !scopeOf(operation))
      .map(({ id }) => id),
  ).toContain("whoAmI");
});

describe("every route with a key", () => {
  test("refuses a caller without one", async () => {
    for (const operation of keyed()) {
      const refused = { status: 401, reason: "api-key-missing" };
      expect(await answer(operation, undefined), operation.id).toMatchObject(refused);
    }
  });

  test("refuses a key without scopes and names the one that it needs, unless it needs none", async () => {
    for (const operation of keyed()) {
      const scope = scopeOf(operation);
      const said = await answer(operation, []);
      if (scope) expect(said, operation.id).toMatchObject(lacks(scope));
      else expect([401, 403], operation.id).not.toContain(said.status);
    }
  });

  test("refuses a key that has every other scope", async () => {
    for (const operation of keyed()) {
      const scope = scopeOf(operation);
      if (!scope) continue;
      const others = scopes.filter(other => other !== scope && other !== "admin");
      expect(await answer(operation, others), operation.id).toMatchObject(lacks(scope));
    }
  });

  test("lets a key with its scope alone pass", async () => {
    for (const operation of keyed()) {
      const scope = scopeOf(operation);
      const said = await answer(operation, scope ? [scope] : []);
      expect(said.detail ?? "", operation.id).not.toContain("has not the scope");
      expect(said.status, operation.id).not.toBe(401);
    }
  });

  test("lets an administrator pass, unless it is about the machine and all who are on it", async () => {
    for (const operation of keyed()) {
      const scope = scopeOf(operation);
      const said = await answer(operation, ["admin"]);
      if (scope === "installation" || scope === "metrics:read") {
        expect(said, operation.id).toMatchObject(lacks(scope));
      } else expect(said.detail ?? "", operation.id).not.toContain("has not the scope");
    }
  });

  test("lets the machine's operator pass everywhere", async () => {
    for (const operation of keyed()) {
      const said = await answer(operation, ["admin", "installation"]);
      expect(said.detail ?? "", operation.id).not.toContain("has not the scope");
    }
  });
});
