import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { askHealth } from "./ask-health.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const body = JSON.stringify({ status: "ok", version: "1.2.3", instance: "ABC", store: "sqlite" });

describe("askHealth", () => {
  test("tells who answers below a base path", async () => {
    const paths: (string | undefined)[] = [];
    // Node keeps the date of an answer for a second, and on a busy machine for longer.
    const at = Date.UTC(2026, 0, 1, 12);
    const url = await serve((request, response) => {
      paths.push(request.url);
      response.setHeader("date", new Date(at).toUTCString()).end(body);
    });
    expect(await askHealth({ url: `${url}/media/` }, () => at)).toEqual({
      kind: "sluice",
      status: "ok",
      version: "1.2.3",
      instance: "ABC",
      aheadMilliseconds: 0,
    });
    expect(paths).toEqual(["/media/v1/health"]);
  });

  test("tells how far the server's clock is away, beyond what the whole seconds of its date hide", async () => {
    const at = Date.UTC(2026, 0, 1, 12, 0, 0, 500);
    const url = await serve((request, response) => {
      const offset = Number(new URL(request.url ?? "/", "http://x").pathname.split("/")[1]);
      response.setHeader("date", new Date(at + offset * 1_000).toUTCString()).end(body);
    });
    const ahead = async (offset: number) => {
      const reply = await askHealth({ url: `${url}/${offset}` }, () => at);
      return reply.kind === "sluice" ? reply.aheadMilliseconds : Number.NaN;
    };
    expect(await ahead(0)).toBe(0);
    expect(await ahead(30)).toBe(29_500);
    expect(await ahead(-30)).toBe(-29_501);
  });

  test("does not take another program's answer, or a redirect, for the server's", async () => {
    const page = await serve((_request, response) => response.end("<h1>It works!</h1>"));
    expect(await askHealth({ url: page })).toEqual({ kind: "other", httpStatus: 200 });
    const moved = await serve((_request, response) =>
      response.writeHead(301, { location: `${page}/` }).end(),
    );
    expect(await askHealth({ url: moved })).toEqual({ kind: "other", httpStatus: 301 });
  });

  test("says in words why nobody answers", async () => {
    const url = await serve(() => {});
    servers.splice(0)[0]?.close();
    expect(await askHealth({ url })).toEqual({
      kind: "silent",
      code: "ECONNREFUSED",
      fault: "nothing listens there",
    });
    expect(await askHealth({ socketPath: "/nowhere/sluice.sock" })).toMatchObject({
      kind: "silent",
      code: "ENOENT",
    });
  });
});
