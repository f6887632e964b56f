import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EgressOptions, egressAgent } from "./egress.ts";

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  port = portOf(server);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function portOf(listening: Server): number {
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

async function statusOf(origin: string, options: Partial<EgressOptions>): Promise<number> {
  const agent = egressAgent({
    allowPrivate: false,
    writtenUrls: [],
    connectTimeoutMilliseconds: 1_000,
    connections: 1,
    ...options,
  });
  try {
    const response = await agent.request({ origin, path: "/", method: "GET" });
    await response.body.dump();
    return response.statusCode;
  } finally {
    await agent.destroy();
  }
}

const refused = { code: "egress-refused" };

describe("egressAgent", () => {
  test("refuses loopback by address, in every spelling, and by name", async () => {
    for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]", "localhost"]) {
      const origin = new URL(`http://${host}:${port}`).origin;
      await expect(statusOf(origin, {})).rejects.toMatchObject(refused);
    }
  });

  test("connects to private addresses with the operator's leave, and to link-local ones never", async () => {
    expect(await statusOf(`http://127.0.0.1:${port}`, { allowPrivate: true })).toBe(200);
    expect(await statusOf(`http://localhost:${port}`, { allowPrivate: true })).toBe(200);
    const metadata = statusOf("http://169.254.169.254", { allowPrivate: true });
    await expect(metadata).rejects.toMatchObject(refused);
  });

  test("a written private URL is leave for its host and port and for no other", async () => {
    const writtenUrls = [`http://127.0.0.1:${port}/base`];
    expect(await statusOf(`http://127.0.0.1:${port}`, { writtenUrls })).toBe(200);
    for (const origin of [
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.2:${port}`,
      `http://localhost:${port}`,
    ]) {
      await expect(statusOf(origin, { writtenUrls })).rejects.toMatchObject(refused);
    }
  });

  test("a written name is no leave: the address it leads to is judged at each connection", async () => {
    const asked: string[] = [];
    const agent = egressAgent({
      allowPrivate: false,
      writtenUrls: [`http://media.example:${port}`],
      connectTimeoutMilliseconds: 100,
      connections: 1,
      resolveName(hostname, _, callback) {
        asked.push(hostname);
        callback(null, [{ address: "127.0.0.1", family: 4 }]);
      },
    });
    for (let i = 0; i < 2; i += 1) {
      const question = agent.request({ origin: `http://media.example:${port}`, path: "/", method: "GET" });
      await expect(question).rejects.toMatchObject(refused);
    }
    expect(asked).toEqual(["media.example", "media.example"]);
    await agent.destroy();
  });

  test("of a name's addresses only the permitted ones are tried", async () => {
    const resolveName: EgressOptions["resolveName"] = (_, __, callback) =>
      callback(null, [
        { address: "169.254.169.254", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    expect(await statusOf(`http://media.example:${port}`, { allowPrivate: true, resolveName })).toBe(200);
  });
});
