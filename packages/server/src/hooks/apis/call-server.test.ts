import { afterEach, describe, expect, test } from "vitest";
import { type FakeServer, startFakeServer } from "../../../../../e2e/hooks/fake-servers/fake-server.ts";
import { createCallServer, type ServerCaller } from "./call-server.ts";

const open: (FakeServer | ServerCaller)[] = [];
afterEach(async () => {
  for (const part of open.splice(0)) await part.close();
});

/** A caller of a server that answers everything in one way, at an address with a folder. */
async function callerOf(reply: { readonly status: number; readonly body: string }) {
  const server = await startFakeServer(() => reply);
  const caller = createCallServer({ url: `${server.url}/folder` });
  open.push(caller, server);
  return { server, call: caller.call };
}

describe("a call to a media server's API", () => {
  test("goes below the configured address, with its method, headers and body", async () => {
    const { server, call } = await callerOf({ status: 200, body: "{}" });
    const headers = { authorization: "Basic eDp5" };
    expect(await call({ method: "POST", path: "/login?a=b", headers, json: { user: "x" } })).toEqual({
      status: 200,
      text: "{}",
    });
    expect(server.calls).toMatchObject([
      { method: "POST", path: "/folder/login?a=b", authorization: "Basic eDp5", body: '{"user":"x"}' },
    ]);
  });

  test("takes a redirect for what it is: nothing is followed", async () => {
    const { server, call } = await callerOf({ status: 302, body: "" });
    expect((await call({ method: "GET", path: "/" })).status).toBe(302);
    expect(server.calls).toHaveLength(1);
  });

  test("is over after 2 s, whatever the server does", async () => {
    const { server, call } = await callerOf({ status: 200, body: "{}" });
    server.ail("hang");
    const began = performance.now();
    await expect(call({ method: "GET", path: "/" })).rejects.toThrow(/^it does not answer within 2 s$/);
    expect(performance.now() - began).toBeLessThan(3_500);
  });

  test("reads 8 MiB and no more", async () => {
    const body = "x".repeat(9 * 1024 * 1024);
    const { call } = await callerOf({ status: 200, body });
    await expect(call({ method: "GET", path: "/" })).rejects.toThrow(/^its answer is longer than 8 MiB$/);
  });

  test("that fails says so without the query, which may hold a secret, and without headers", async () => {
    const { server, call } = await callerOf({ status: 200, body: "" });
    server.ail("refuse");
    const request = {
      method: "GET",
      path: "/kick?secret=made-up-secret",
      headers: { authorization: "Basic made-up" },
    } as const;
    const error = await call(request).catch((fault: unknown) => fault);
    expect(error).toMatchObject({
      name: "ServerApiProblem",
      message: expect.stringMatching(/^it cannot be reached/),
    });
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain("made-up");
  });

  test("to a link-local address is refused, also when the operator wrote it", async () => {
    const caller = createCallServer({ url: "http://169.254.169.254" });
    open.push(caller);
    await expect(caller.call({ method: "GET", path: "/" })).rejects.toThrow(/egress-refused/);
  });
});
