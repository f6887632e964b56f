import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { OriginBody } from "./origins/origin-body.ts";
import { pour } from "./pour.ts";

const KIB = 1024;
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A body that the test fills, and what its origin was told. */
function bodyByHand() {
  const told = { resumed: 0, left: 0 };
  const source = {
    resume: () => {
      told.resumed += 1;
    },
    leave: () => {
      told.left += 1;
    },
  };
  return { body: new OriginBody(source, undefined), told };
}

/** A viewer's request, and the response to it. */
async function viewer() {
  const asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => asked.resolve(response)).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = get({ port: address.port, host: "127.0.0.1" }, answered.resolve);
  request.on("error", answered.reject);
  closers.push(() => {
    request.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { request, answer: answered.promise, response: await asked.promise };
}

describe("pour", () => {
  test("sends what had come before and what comes after, in order, and tells of each piece", async () => {
    const { body } = bodyByHand();
    const { answer, response } = await viewer();
    body.receive(Buffer.from("ab"));
    body.receive(Buffer.from("cd"));
    const pieces: number[] = [];
    const over = pour(body, response, bytes => pieces.push(bytes));
    body.receive(Buffer.from("ef"));
    body.receive(null);
    expect((await buffer(await answer)).toString()).toBe("abcdef");
    await over;
    expect(pieces.reduce((sum, bytes) => sum + bytes)).toBe(6);
  });

  test("sends a body that was whole before it began", async () => {
    const { body, told } = bodyByHand();
    const { answer, response } = await viewer();
    body.receive(Buffer.from("all"));
    body.receive(null);
    const over = pour(body, response, () => undefined);
    expect((await buffer(await answer)).toString()).toBe("all");
    await over;
    expect(told.resumed).toBe(0);
  });

  test("holds the origin back while its viewer takes nothing, and goes on when it does", async () => {
    const { body, told } = bodyByHand();
    const { answer, response } = await viewer();
    void pour(body, response, () => undefined);
    const piece = Buffer.alloc(64 * KIB, "x");
    let sent = 0;
    const stopped = async (): Promise<boolean> => {
      sent += 1;
      if (!body.receive(piece)) return true;
      // What Node keeps for the end of its turn goes to the system now.
      await new Promise(setImmediate);
      return false;
    };
    while (!(await stopped())) if (sent > 1_000) throw new Error("never enough");
    expect(response.writableLength).toBeLessThanOrEqual(256 * KIB);
    const { resumed } = told;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(told.resumed).toBe(resumed);
    const whole = buffer(await answer);
    await expect.poll(() => told.resumed).toBeGreaterThan(resumed);
    body.receive(null);
    expect(await whole).toHaveLength(sent * piece.length);
  });

  test("lets the origin go when the viewer leaves", async () => {
    const { body, told } = bodyByHand();
    const { request, answer, response } = await viewer();
    const over = pour(body, response, () => undefined);
    body.receive(Buffer.from("ab"));
    (await answer).on("error", () => undefined);
    request.destroy();
    await over;
    expect(told.left).toBe(1);
    expect(body.destroyed).toBe(true);
  });

  test.each(["before", "while"])(
    "cuts the viewer off when the origin has broken off %s it goes out",
    async when => {
      const { body } = bodyByHand();
      const { answer, response } = await viewer();
      response.write("a");
      const received = await answer;
      if (when === "before") body.destroy(new Error("broke off"));
      const over = pour(body, response, () => undefined);
      if (when === "while") body.destroy(new Error("broke off"));
      await expect(buffer(received)).rejects.toThrow("aborted");
      await over;
    },
  );
});
