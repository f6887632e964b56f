import { createServer, type RequestListener } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { httpOrigin } from "./http.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";
import type { HttpOriginTimeouts } from "./remote-origin.ts";

const KIB = 1024;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Open = (more?: Partial<OriginRequest>) => Promise<OriginReply>;

async function originOf(
  listener: RequestListener,
  timeouts: Partial<HttpOriginTimeouts> = {},
): Promise<Open> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const url = `http://127.0.0.1:${address.port}`;
  const origin = httpOrigin({ url, allowPrivate: false, byOperator: true, timeouts });
  closers.push(async () => {
    await origin.close();
    server.closeAllConnections();
    server.close();
  });
  return (more = {}) =>
    origin.open({ method: "GET", path: "a.mp4", signal: new AbortController().signal, ...more });
}

function bodyOf(reply: OriginReply): Uint8Array | Readable {
  if (reply.outcome !== "media" || reply.body === undefined) throw new Error(JSON.stringify(reply));
  return reply.body;
}

describe("a small body whose length the origin says", () => {
  const head = { "content-type": "video/mp4", "content-length": "6" };

  test("is all there when the answer is, in how many pieces it came", async () => {
    const open = await originOf((request, response) => {
      response.writeHead(200, head);
      response.write("abc");
      setTimeout(() => response.end("def"), request.url === "/a.mp4" ? 20 : 0);
    });
    expect(Buffer.from(await wholeOf(open())).toString()).toBe("abcdef");
    expect(Buffer.from(await wholeOf(open({ path: "b.mp4" }))).toString()).toBe("abcdef");
  });

  test("may be empty", async () => {
    const open = await originOf((_, response) => {
      response.writeHead(200, { ...head, "content-length": "0" }).end();
    });
    expect(await wholeOf(open())).toHaveLength(0);
  });

  test("that breaks off is an error, and no stump of it goes out", async () => {
    const open = await originOf((_, response) => {
      response.writeHead(200, head);
      response.write("abc", () => response.destroy());
    });
    expect(await open()).toMatchObject({ outcome: "unavailable", reason: "origin-error" });
  });

  test("may take longer than the head, but not stop in its middle", async () => {
    // The head comes at once, on a busy machine somewhat later.
    const timeouts = { headersMilliseconds: 500, bodyIdleMilliseconds: 5_000 };
    const slow = await originOf((_, response) => {
      response.writeHead(200, head);
      response.write("abc");
      setTimeout(() => response.end("def"), 700);
    }, timeouts);
    expect(await wholeOf(slow())).toHaveLength(6);
    const stopped = await originOf(
      (_, response) => {
        response.writeHead(200, head);
        response.write("abc");
      },
      { ...timeouts, bodyIdleMilliseconds: 100 },
    );
    expect(await stopped()).toMatchObject({ reason: "origin-error", detail: "UND_ERR_BODY_TIMEOUT" });
  });

  test("is let go with its connection when the client leaves in its middle", async () => {
    let closed = false;
    const open = await originOf((request, response) => {
      request.socket.once("close", () => {
        closed = true;
      });
      response.writeHead(200, head);
      response.write("abc");
    });
    const controller = new AbortController();
    const reply = open({ signal: controller.signal });
    await wait(50);
    controller.abort();
    expect(await reply).toMatchObject({ reason: "origin-error", detail: "given up by the client" });
    await expect.poll(() => closed).toBe(true);
  });

  test("leaves its connection to the next request", async () => {
    const ports = new Set<number | undefined>();
    const open = await originOf((request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(200, head).end("abcdef");
    });
    for (let i = 0; i < 5; i += 1) {
      await wholeOf(open());
      await wait(5);
    }
    expect(ports.size).toBe(1);
  });
});

async function wholeOf(reply: Promise<OriginReply>): Promise<Uint8Array> {
  const body = bodyOf(await reply);
  if (body instanceof Readable) throw new Error("a stream");
  return body;
}

describe("any other body", () => {
  test("comes as fast as it is read, and its connection ends when nobody does any more", async () => {
    let sent = 0;
    let closed = false;
    const open = await originOf((request, response) => {
      request.socket.once("close", () => {
        closed = true;
      });
      response.writeHead(200, { "content-type": "video/mp4" });
      const more = (): void => {
        while (!closed) {
          sent += 64 * KIB;
          if (!response.write(Buffer.alloc(64 * KIB))) break;
        }
      };
      response.on("drain", more);
      more();
    });
    const body = bodyOf(await open());
    if (!(body instanceof Readable)) throw new Error("no stream");
    await wait(300);
    const unread = sent;
    await wait(200);
    // What the system's buffers hold, and no more.
    expect(sent).toBe(unread);
    let taken = 0;
    for await (const piece of body) {
      taken += piece.length;
      if (taken > unread + 1024 * KIB) break;
    }
    expect(sent).toBeGreaterThan(unread);
    await expect.poll(() => closed).toBe(true);
  });

  test("of an answer that is no media has no longer than its head may take", async () => {
    let closed = false;
    const open = await originOf(
      (request, response) => {
        request.socket.once("close", () => {
          closed = true;
        });
        response.writeHead(500, { "content-type": "text/plain" });
        response.write("it is");
      },
      { headersMilliseconds: 80 },
    );
    expect(await open()).toMatchObject({ reason: "origin-error", detail: "status 500" });
    await expect.poll(() => closed).toBe(true);
  });
});
