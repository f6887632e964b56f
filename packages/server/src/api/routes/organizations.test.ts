import { describe, expect, test, vi } from "vitest";
import { askApi, beginSession, endOf } from "../testing/declaring-api.ts";

const codes = (body: { readonly items: readonly { readonly code: string }[] }) =>
  body.items.map(({ code }) => code);

describe("an organization", () => {
  test("is made with a key that is shown once and is its administrator's", async () => {
    const { operator, ask, store } = await askApi();
    const { status, body, headers } = await operator("POST", "organizations", {
      code: "acme",
      title: "Acme",
    });
    expect(status).toBe(201);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toMatchObject({ code: "acme", title: "Acme", version: 1, api_key: { scopes: ["admin"] } });
    const acme = ask(body.api_key.key);
    expect((await acme("GET", "whoami")).body).toMatchObject({ organization: "acme", id: body.api_key.id });
    expect((await acme("POST", "applications", { name: "cams", kind: "live" })).status).toBe(201);
    expect((await acme("GET", "organizations/acme")).body).not.toHaveProperty("api_key");
    const kept = [await store.objects(), (await store.listAudit({ organization: "demo", limit: 9 })).items];
    expect(JSON.stringify(kept)).not.toContain(body.api_key.key);
    const { items } = await store.listAudit({ organization: "acme", limit: 9 });
    expect(items.at(-1)).toMatchObject({ action: "api-key.create", actor: "system", address: undefined });
  });

  test("sees itself alone; the machine's operators see all", async () => {
    const { operator, admin, ask } = await askApi();
    const { body } = await operator("POST", "organizations", { code: "acme" });
    const acme = ask(body.api_key.key);
    expect(codes((await operator("GET", "organizations")).body)).toEqual(["acme", "demo"]);
    expect(codes((await acme("GET", "organizations")).body)).toEqual(["acme"]);
    expect(codes((await admin("GET", "organizations")).body)).toEqual(["demo"]);
    for (const [method, change] of [["GET"], ["PATCH", {}]] as const) {
      const real = (await acme(method, "organizations/demo", change)).body;
      const none = (await acme(method, "organizations/none", change)).body;
      expect({ ...real, ref: "" }).toEqual({ ...none, ref: "" });
      expect(real.status).toBe(404);
    }
    for (const [method, path] of [
      ["POST", "organizations"],
      ["DELETE", "organizations/demo?confirm=demo"],
      ["DELETE", "organizations/acme?confirm=acme"],
    ] as const) {
      const body = method === "POST" ? { code: "own" } : undefined;
      expect((await acme(method, path, body)).status, path).toBe(403);
    }
  });

  test("is renamed by its own administrators and by operators, and by nobody else", async () => {
    const { operator, admin, askAs } = await askApi();
    const reader = await askAs({ scopes: ["streams:write"] });
    expect((await admin("PATCH", "organizations/demo", { title: "Ours" })).body).toMatchObject({
      title: "Ours",
      version: 1,
    });
    expect((await operator("PATCH", "organizations/demo", { title: null })).body).toMatchObject({
      title: null,
      version: 2,
    });
    expect((await reader("PATCH", "organizations/demo", { title: "Mine" })).body.reason).toBe(
      "not-permitted",
    );
    const stale = await admin("PATCH", "organizations/demo", { title: "Old" }, { "if-match": '"1"' });
    expect(stale.status).toBe(412);
  });

  test.each([
    [{ code: "demo" }, 409, "name-taken"],
    [{ code: "splay" }, 409, "name-reserved"],
    [{ code: "Acme" }, 422, "request-invalid"],
    [{ code: "-a" }, 422, "request-invalid"],
    [{ code: "a".repeat(64) }, 422, "request-invalid"],
    [{ code: "acme", title: "" }, 422, "request-invalid"],
    [{ code: "acme", owner: "x" }, 422, "request-invalid"],
  ])("%j answers %i %s", async (body, status, reason) => {
    const { operator } = await askApi();
    expect((await operator("POST", "organizations", body)).body).toMatchObject({ status, reason });
  });
});

describe("the removal of an organization", () => {
  test("wants its code, ends its sessions, and leaves nothing that opens anything", async () => {
    const { operator, ask } = await askApi();
    const { body } = await operator("POST", "organizations", { code: "acme" });
    const acme = ask(body.api_key.key);
    await acme("POST", "applications", { name: "cams", kind: "live" });
    const token = (
      await acme("POST", "tokens", { kind: "access", action: "play", target: { streams: ["cams/a"] } })
    ).body;
    const session = await beginSession(acme, { streams: ["cams/a"] }, "cams/a");
    expect(await endOf(acme, session)).toBeNull();
    expect((await operator("DELETE", "organizations/acme")).body.reason).toBe("confirmation-needed");
    expect((await operator("DELETE", "organizations/acme?confirm=demo")).status).toBe(422);
    expect((await operator("DELETE", "organizations/acme?confirm=acme")).status).toBe(204);
    expect((await acme("GET", "whoami")).status).toBe(401);
    expect((await operator("GET", "organizations/acme")).status).toBe(404);
    expect((await operator("POST", "applications", { name: "cams", kind: "live" })).status).toBe(201);
    const check = { action: "play", stream: "cams/a", token: token.token };
    expect((await operator("POST", "check", check)).body.reason).toBe("token-unknown");
    const again = await operator("POST", "organizations", { code: "acme" });
    expect((await ask(again.body.api_key.key)("GET", "tokens")).body.items).toEqual([]);
  });

  test("takes its webhooks along: they do not even hear that its sessions ended", async () => {
    const { operator, askAs, store } = await askApi();
    const { body } = await operator("POST", "organizations", { code: "acme" });
    const inside = await askAs({
      id: body.api_key.id,
      organization: "acme",
      scopes: ["admin", "installation"],
    });
    await inside("POST", "applications", { name: "cams", kind: "live" });
    const hook = { url: "http://127.0.0.1:9/", events: ["session.ended"] };
    const { id } = (await inside("POST", "webhooks", hook)).body;
    const enqueue = vi.spyOn(store, "enqueueDeliveries");
    await beginSession(inside, { streams: ["cams/a"] }, "cams/a");
    expect((await operator("DELETE", "organizations/acme?confirm=acme")).status).toBe(204);
    await operator("POST", "organizations", { code: "acme" });
    const again = await askAs({ organization: "acme", scopes: ["admin"] });
    expect((await again("GET", "webhooks")).body.items).toEqual([]);
    expect((await again("GET", `webhooks/${id}/deliveries`)).status).toBe(404);
    // So long an event may wait before it is written.
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(enqueue).not.toHaveBeenCalled();
  });

  test("is refused for the first one, and for one's own", async () => {
    const { operator, askAs } = await askApi();
    expect((await operator("DELETE", "organizations/demo?confirm=demo")).body.reason).toBe("state-conflict");
    await operator("POST", "organizations", { code: "acme" });
    const inside = await askAs({ organization: "acme", scopes: ["admin", "installation"] });
    expect((await inside("DELETE", "organizations/acme?confirm=acme")).body.reason).toBe("state-conflict");
  });
});
