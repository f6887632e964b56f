import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { type HttpOriginOptions, httpOrigin } from "./http.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function portOf(listening: Server): number {
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

async function serve(listener: RequestListener): Promise<{ port: number; url: string; server: Server }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const port = portOf(server);
  return { port, url: `http://127.0.0.1:${port}`, server };
}

function originAt(url: string, options: Partial<HttpOriginOptions> = {}) {
  const origin = httpOrigin({ url, allowPrivate: false, byOperator: true, ...options });
  closers.push(() => origin.close());
  return (path: string, more: Partial<OriginRequest> = {}): Promise<OriginReply> =>
    origin.open({ method: "GET", path, signal: new AbortController().signal, ...more });
}

async function textOf(reply: OriginReply): Promise<string> {
  if (reply.outcome !== "media" || reply.body === undefined) throw new Error("no body");
  if (reply.body instanceof Readable) return (await buffer(reply.body)).toString();
  return Buffer.from(reply.body).toString();
}

function unavailable(reason: string, detail?: unknown) {
  return { outcome: "unavailable", reason, detail };
}

const playlist: RequestListener = (_, response) => {
  response.setHeader("content-type", "application/x-mpegurl").end("#EXTM3U");
};

describe("what an HTTP origin is asked", () => {
  test("is the path below its base URL, the query, the range and the validator, and the operator's headers", async () => {
    const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
    const { url, port } = await serve((request, response) => {
      asked.push({ url: request.url, headers: request.headers });
      response.end();
    });
    const open = originAt(`${url}/base/`, { headers: { "X-Key": "k", "Accept-Encoding": "gzip" } });
    await open("live/a b.m3u8", {
      query: "_HLS_msn=5",
      range: { start: 1, end: 2 },
      ifNoneMatch: 'W/"a", junk\r\nx: y',
    });
    expect(asked).toEqual([
      {
        url: "/base/live/a%20b.m3u8?_HLS_msn=5",
        headers: {
          host: `127.0.0.1:${port}`,
          connection: "keep-alive",
          "accept-encoding": "identity",
          range: "bytes=1-2",
          "if-none-match": 'W/"a"',
          "x-key": "k",
        },
      },
    ]);
  });

  test("is a part only under the validator that the client has it by, and the whole when that is no validator", async () => {
    const asked: unknown[] = [];
    const { url } = await serve(({ headers }, response) => {
      asked.push([headers.range, headers["if-range"]]);
      response.end();
    });
    const open = originAt(url);
    const range = { start: 1, end: 2 };
    await open("a.mp4", { range, ifRange: '"e"' });
    await open("a.mp4", { range, ifRange: "Fri, 15 Jan 2027 08:00:00 GMT" });
    await open("a.mp4", { range, ifRange: 'W/"e"' });
    await open("a.mp4", { ifRange: '"e"' });
    expect(asked).toEqual([
      ["bytes=1-2", '"e"'],
      ["bytes=1-2", "Fri, 15 Jan 2027 08:00:00 GMT"],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test("is nothing at all for a path that is no path", async () => {
    let asked = 0;
    const { url } = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    expect(await originAt(url)("../a.m3u8")).toEqual(unavailable("media-not-found"));
    expect(asked).toBe(0);
  });
});

describe("what an HTTP origin answers", () => {
  test("is passed on with its type in one spelling, its validators and its bytes, without cookies", async () => {
    const { url } = await serve((_, response) => {
      response.setHeaders(
        new Map([
          ["set-cookie", "a=b"],
          ["x-powered-by", "x"],
          ["etag", '"e"'],
          ["last-modified", "Fri, 15 Jan 2027 08:00:00 GMT"],
          ["content-length", "7"],
        ]),
      );
      playlist(_, response);
    });
    const reply = await originAt(url)("a.m3u8");
    expect({ ...reply, body: undefined }).toEqual({
      outcome: "media",
      status: 200,
      contentType: "application/vnd.apple.mpegurl",
      contentLength: 7,
      etag: '"e"',
      lastModified: "Fri, 15 Jan 2027 08:00:00 GMT",
      body: undefined,
    });
    expect(await textOf(reply)).toBe("#EXTM3U");
  });

  test("is a head without a body for HEAD", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "video/mp4", "content-length": "12345" }).end();
    });
    const reply = await originAt(url)("a.mp4", { method: "HEAD", range: { suffix: 1 } });
    expect(reply).toMatchObject({ status: 200, contentLength: 12345, body: undefined });
  });

  test("may be a part, nothing new, or no such part", async () => {
    const { url } = await serve((request, response) => {
      if (request.headers["if-none-match"]) response.writeHead(304, { etag: '"e"' }).end();
      else if (request.headers.range === "bytes=0-1") {
        response.writeHead(206, { "content-range": "bytes 0-1/9", "content-length": "2" }).end("ab");
      } else response.writeHead(416, { "content-range": "bytes */9" }).end();
    });
    const open = originAt(url);
    const part = await open("a.mp4", { range: { start: 0, end: 1 } });
    expect(part).toMatchObject({ status: 206, contentRange: "bytes 0-1/9", contentLength: 2 });
    expect(await textOf(part)).toBe("ab");
    expect(await open("a.mp4", { ifNoneMatch: '"e"' })).toMatchObject({
      status: 304,
      contentType: "video/mp4",
    });
    const none = await open("a.mp4", { range: { start: 9, end: undefined } });
    expect(none).toEqual({ ...unavailable("range-not-satisfiable"), totalBytes: 9 });
  });

  test.each([
    [404, {}, "media-not-found", "status 404"],
    [410, {}, "media-not-found", "status 410"],
    [401, {}, "origin-error", "status 401"],
    [403, {}, "origin-error", "status 403"],
    [500, {}, "origin-error", "status 500"],
    [204, {}, "origin-error", "status 204"],
    [304, {}, "origin-error", "status 304"],
    [300, { location: "/x?key=secret" }, "origin-error", "status 300"],
    [206, { "content-range": "bytes 0-1/9" }, "origin-error", expect.stringContaining("Content-Range")],
    [200, { "content-type": "text/html; a=b" }, "media-type-refused", "media type text/html"],
    [200, { "content-type": "<script>" }, "media-type-refused", "media type unknown"],
    [200, { "content-type": "video/mp4", "content-encoding": "gzip" }, "origin-error", expect.any(String)],
  ])(
    "with status %i and headers %o is %s, and the operator learns why",
    async (status, headers, reason, detail) => {
      const { url } = await serve((_, response) => {
        response.writeHead(status, headers).end();
      });
      expect(await originAt(url)("a.mp4")).toEqual(unavailable(reason, detail));
    },
  );

  test("that cannot be read as HTTP is an error, and the server is not to blame for silence on a closed port", async () => {
    const { url, server } = await serve(request => {
      request.socket.end("nonsense\r\n\r\n");
    });
    expect(await originAt(url)("a.mp4")).toEqual(unavailable("origin-error", "HTTPParserError"));
    server.close();
    server.closeAllConnections();
    const refused = `connect ECONNREFUSED ${url.slice("http://".length)}`;
    expect(await originAt(url)("a.mp4")).toEqual(unavailable("origin-unreachable", refused));
  });
});

describe("redirects", () => {
  test("on the same host are followed three times, with the operator's headers, and not four times", async () => {
    const keys: unknown[] = [];
    const { url } = await serve((request, response) => {
      keys.push(request.headers["x-key"]);
      const left = Number(/\d/.exec(request.url ?? "")?.[0]);
      if (left > 0) response.writeHead(302, { location: `/${left - 1}.m3u8` }).end("moved");
      else playlist(request, response);
    });
    const open = originAt(url, { headers: { "x-key": "k" } });
    expect(await textOf(await open("3.m3u8"))).toBe("#EXTM3U");
    expect(keys).toEqual(["k", "k", "k", "k"]);
    expect(await open("4.m3u8")).toEqual(unavailable("origin-error", "too many redirects"));
  });

  test("to another private host, port or name are refused although the first was written by the operator", async () => {
    let asked = 0;
    const inner = await serve((request, response) => {
      asked += 1;
      playlist(request, response);
    });
    const targets = [inner.url, `http://localhost:${inner.port}`, `http://[::ffff:127.0.0.1]:${inner.port}`];
    const { url } = await serve((request, response) => {
      response.writeHead(302, { location: `${targets[Number(request.url?.[1])]}/a.m3u8` }).end();
    });
    const open = originAt(url);
    for (const [i, host] of ["127.0.0.1", "localhost", "::ffff:7f00:1"].entries()) {
      const detail = `the egress policy refuses to connect to ${host}`;
      expect(await open(`${i}.m3u8`)).toEqual(unavailable("origin-unreachable", detail));
    }
    expect(asked).toBe(0);
  });

  test("to another host carry none of the operator's headers", async () => {
    let headers: IncomingHttpHeaders = {};
    const other = await serve((request, response) => {
      headers = request.headers;
      playlist(request, response);
    });
    const { url } = await serve((_, response) => {
      response.writeHead(307, { location: `${other.url}/a.m3u8` }).end();
    });
    const open = originAt(url, { allowPrivate: true, headers: { authorization: "Bearer x" } });
    expect(await open("a.m3u8", { range: { suffix: 9 } })).toMatchObject({ status: 200 });
    expect(headers.authorization).toBeUndefined();
    expect(headers.range).toBe("bytes=-9");
  });

  test.each(["ftp://127.0.0.1/a", "http://u:p@127.0.0.1/a", "data:video/mp4,x", "http://"])(
    "to %s are refused",
    async location => {
      const { url } = await serve((_, response) => {
        response.writeHead(302, { location }).end();
      });
      const detail = expect.stringMatching(/^a redirect (?:to something that is not HTTP|with credentials)$/);
      expect(await originAt(url)("a.m3u8")).toEqual(unavailable("origin-error", detail));
    },
  );
});

describe("the place that redirects lead to", () => {
  async function placeAfter(location: (url: string) => string, asked = "r/index.m3u8") {
    const mirror = await serve(playlist);
    const { url } = await serve((request, response) => {
      if (request.url !== `/base/${asked}`) return playlist(request, response);
      response.writeHead(302, { location: location(mirror.url) }).end();
    });
    const reply = await originAt(`${url}/base`, { allowPrivate: true })(asked);
    if (reply.outcome !== "media") throw new Error(reply.detail);
    return { finalPath: reply.finalPath, isElsewhere: reply.isElsewhere };
  }

  test("is told below the application's root", async () => {
    expect(await placeAfter(() => "v2/index.m3u8?key=1")).toEqual({ finalPath: "r/v2/index.m3u8" });
    expect(await placeAfter(() => "/base/other%20one/a.m3u8")).toEqual({ finalPath: "other one/a.m3u8" });
  });

  test("is elsewhere outside of the origin's base URL", async () => {
    expect(await placeAfter(() => "/outside/index.m3u8")).toEqual({ isElsewhere: true });
    expect(await placeAfter(mirror => `${mirror}/base/v2/index.m3u8`)).toEqual({ isElsewhere: true });
  });

  test("is the same for a mirror that answers under the same path", async () => {
    expect(await placeAfter(mirror => `${mirror}/base/r/index.m3u8?key=1`)).toEqual({});
  });
});

describe("an HTTP origin that knows no HEAD", () => {
  const film: RequestListener = (request, response) => {
    if (request.method === "HEAD") response.writeHead(Number(request.url?.slice(1, 4))).end();
    else if (request.headers.range !== "bytes=0-0") response.writeHead(500).end();
    else response.writeHead(206, { "content-range": "bytes 0-0/12345", "content-length": "1" }).end("x");
  };

  test.each([403, 405, 501])(
    "and says %i tells the same head when it is asked for one byte",
    async status => {
      const { url } = await serve(film);
      const reply = await originAt(url)(`${status}.mp4`, { method: "HEAD" });
      expect(reply).toEqual({
        outcome: "media",
        status: 200,
        contentType: "video/mp4",
        contentLength: 12345,
      });
    },
  );

  test("and no ranges tells it too, and its body is not read", async () => {
    let closed = false;
    const { url } = await serve((request, response) => {
      if (request.method === "HEAD") return response.writeHead(405).end();
      request.socket.once("close", () => {
        closed = true;
      });
      response.writeHead(200, { "content-type": "video/mp4", "content-length": "9000000" });
      return response.write(Buffer.alloc(1_000_000));
    });
    const reply = await originAt(url)("a.mp4", { method: "HEAD" });
    expect(reply).toMatchObject({ status: 200, contentLength: 9_000_000, body: undefined });
    await expect.poll(() => closed).toBe(true);
  });

  test("and refuses the GET as well is an error", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(403).end();
    });
    expect(await originAt(url)("a.mp4", { method: "HEAD" })).toEqual(
      unavailable("origin-error", "status 403"),
    );
  });

  test("has no head of an empty file", async () => {
    const { url } = await serve((request, response) => {
      if (request.method === "HEAD") response.writeHead(405).end();
      else response.writeHead(416, { "content-range": "bytes */0" }).end();
    });
    const reply = await originAt(url)("a.mp4", { method: "HEAD" });
    expect(reply).toEqual(unavailable("origin-error", "an empty file"));
  });
});

describe("an HTTP origin that is slow", () => {
  const timeouts = { headersMilliseconds: 60, blockingReloadMilliseconds: 5_000, bodyIdleMilliseconds: 100 };
  const slow: RequestListener = (request, response) => {
    setTimeout(() => playlist(request, response), 200);
  };

  test("is given up after the headers timeout", async () => {
    const { url } = await serve(slow);
    const late = unavailable("origin-timeout", "no answer in time");
    expect(await originAt(url, { timeouts })("a.m3u8")).toEqual(late);
  });

  test("may hold a blocking playlist reload for longer", async () => {
    const { url } = await serve(slow);
    const open = originAt(url, { timeouts });
    expect(await open("a.m3u8", { query: "x=1&_HLS_msn=7" })).toMatchObject({ status: 200 });
    expect(await open("a.m3u8", { query: "x_HLS_msn=7" })).toEqual(
      unavailable("origin-timeout", "no answer in time"),
    );
  });

  test("may send a body for longer than the headers timeout, but not stop in its middle", async () => {
    const { url } = await serve((_, response) => {
      response.setHeader("content-type", "video/mp4");
      response.write("a");
      setTimeout(() => response.write("b"), 600);
    });
    // The head comes at once, on a busy machine somewhat later.
    const patient = { ...timeouts, headersMilliseconds: 500, bodyIdleMilliseconds: 800 };
    const reply = await originAt(url, { timeouts: patient })("a.mp4");
    await expect(textOf(reply)).rejects.toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
  });
});

describe("a client that goes away", () => {
  test("while the body runs closes the origin's connection, read or unread", async () => {
    let closed = 0;
    const { url } = await serve((request, response) => {
      request.socket.once("close", () => {
        closed += 1;
      });
      response.setHeader("content-type", "video/mp4");
      response.write(Buffer.alloc(200_000));
    });
    const open = originAt(url);
    for (const chunks of [0, 1]) {
      const controller = new AbortController();
      const reply = await open("a.mp4", { signal: controller.signal });
      if (reply.outcome !== "media" || !(reply.body instanceof Readable)) throw new Error("no stream");
      if (chunks === 1) await reply.body[Symbol.asyncIterator]().next();
      controller.abort();
      await expect.poll(() => closed).toBe(chunks + 1);
      expect(reply.body.destroyed).toBe(true);
    }
  });

  test("before the head is there ends the request at once", async () => {
    let closed = false;
    const { url } = await serve(request => {
      request.socket.once("close", () => {
        closed = true;
      });
    });
    const signal = AbortSignal.timeout(50);
    const given = unavailable("origin-error", "given up by the client");
    expect(await originAt(url)("a.mp4", { signal })).toEqual(given);
    await expect.poll(() => closed).toBe(true);
    expect(await originAt(url)("a.mp4", { signal })).toEqual(given);
  });
});

describe("private addresses", () => {
  test("written as the origin need no leave", async () => {
    const { url, port } = await serve(playlist);
    expect(await originAt(url)("a.m3u8")).toMatchObject({ status: 200 });
    expect(await originAt(`http://localhost:${port}`)("a.m3u8")).toMatchObject({ status: 200 });
  });

  test("that somebody else than the operator wrote need leave", async () => {
    const { url } = await serve(playlist);
    const detail = "the egress policy refuses to connect to 127.0.0.1";
    expect(await originAt(url, { byOperator: false })("a.m3u8")).toEqual(
      unavailable("origin-unreachable", detail),
    );
    expect(await originAt(url, { byOperator: false, allowPrivate: true })("a.m3u8")).toMatchObject({
      status: 200,
    });
  });

  test("of metadata services are refused even with leave", async () => {
    const open = originAt("http://169.254.169.254/", { allowPrivate: true });
    const detail = "the egress policy refuses to connect to 169.254.169.254";
    expect(await open("a.m3u8")).toEqual(unavailable("origin-unreachable", detail));
  });
});
