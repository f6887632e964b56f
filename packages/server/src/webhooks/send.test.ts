import { describe, expect, onTestFinished, test } from "vitest";
import { createSender, type Outgoing } from "./send.ts";
import { startReceiver } from "./testing/receiver.ts";

function open(options: Parameters<typeof createSender>[0] = {}) {
  const sender = createSender(options);
  onTestFinished(() => sender.close());
  return (url: string, changes: Partial<Outgoing> = {}) =>
    sender.send({
      url,
      headers: { "webhook-id": "ev_1" },
      body: '{"text":"ünïcode"}',
      allowPrivate: true,
      signal: AbortSignal.timeout(5_000),
      ...changes,
    });
}

describe("a request to a receiver", () => {
  test("arrives byte for byte, with its headers, at the whole address", async () => {
    const receiver = await startReceiver(response => response.writeHead(202).end("thanks"));
    expect(await open()(receiver.url)).toEqual({ status: 202, text: "thanks" });
    expect(receiver.received).toEqual([
      {
        path: "/hook?a=1",
        headers: expect.objectContaining({ "webhook-id": "ev_1" }),
        body: '{"text":"ünïcode"}',
      },
    ]);
  });

  test("does not follow a redirect", async () => {
    const target = await startReceiver();
    const receiver = await startReceiver(response =>
      response.writeHead(307, { location: target.url }).end("elsewhere"),
    );
    expect(await open()(receiver.url)).toEqual({ status: 307, text: "elsewhere" });
    expect(target.received).toEqual([]);
  });

  test("reads 1 KB of an answer that never ends, and no more", async () => {
    const receiver = await startReceiver(response => {
      const timer = setInterval(() => response.write("x".repeat(700)), 1);
      response.on("close", () => clearInterval(timer));
    });
    expect(await open()(receiver.url)).toEqual({ status: 200, text: "x".repeat(1024) });
  });

  test("ends with its signal when no answer comes, or an answer that does not end", async () => {
    const silent = await startReceiver(() => undefined);
    const endless = await startReceiver(response => response.write("a"));
    for (const { url } of [silent, endless]) {
      await expect(open()(url, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
        name: "TimeoutError",
      });
    }
  });

  test("tells a receiver that is down from one that is refused", async () => {
    await expect(open()("http://127.0.0.1:9/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("the egress policy", () => {
  const refused = { code: "egress-refused" };

  test("refuses private addresses without the operator's leave", async () => {
    const receiver = await startReceiver();
    const send = open();
    for (const host of ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"]) {
      const url = `http://${host}:${receiver.port}/`;
      await expect(send(url, { allowPrivate: false })).rejects.toMatchObject(refused);
    }
    expect(receiver.received).toEqual([]);
  });

  test("refuses a name that turned private after it was checked, also beside a connection that may go there", async () => {
    const receiver = await startReceiver();
    const asked: string[] = [];
    const send = open({
      resolveName(hostname, _, callback) {
        asked.push(hostname);
        callback(null, [{ address: "127.0.0.1", family: 4 }]);
      },
    });
    const url = `http://rebound.example:${receiver.port}/`;
    expect(await send(url, { allowPrivate: true })).toMatchObject({ status: 200 });
    await expect(send(url, { allowPrivate: false })).rejects.toMatchObject(refused);
    expect(asked).toEqual(["rebound.example", "rebound.example"]);
    expect(receiver.received).toHaveLength(1);
  });

  test("refuses the metadata services of clouds whoever asks", async () => {
    await expect(open()("http://169.254.169.254/latest")).rejects.toMatchObject(refused);
  });
});
