import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compatSystems } from "../packages/server/src/compat/index.ts";
import { doors } from "./compat/doors.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

let sluice: TestServer;
const made: string[] = [];
beforeAll(async () => {
  sluice = await startSluice();
});
afterAll(() => sluice?.stop());

test("every system has a door in this suite", () => {
  expect(doors.map(({ system }) => system)).toEqual(compatSystems.map(({ id }) => id));
});

describe.each(doors)("a token that was made as $system's users do", door => {
  const { kind, address, withdraw } = door;
  const make = async (server: TestServer): Promise<string> => {
    const token = await door.make(server);
    made.push(token);
    return token;
  };
  test("is listed by API v1 under its public id, explained, and withdrawn there; its own address then refuses it", async () => {
    const token = await make(sluice);
    const explained = await explain(token);
    expect(explained).toMatchObject({ allowed: true });
    const id = String(explained.token);
    const listed = await list();
    const found = listed.find(one => one.id === id) ?? expect.fail(`${id} is not listed`);
    expect(found).toMatchObject({ id, kind, status: "active", action: "play" });
    expect(JSON.stringify(listed)).not.toContain(token);

    expect((await sluice.api("DELETE", `/v1/tokens/${id}`)).status).toBe(204);
    expect(await explain(token)).toMatchObject({ allowed: false, reason: "token-revoked" });
    expect(await statusOf(address(token))).toBe(403);
  });

  test("opens its own address once it is made, and no more once the system's own call has withdrawn it", async () => {
    const token = await make(sluice);
    expect(await statusOf(address(token))).toBe(200);
    const other = await make(sluice);
    const id = String((await explain(other)).token);
    await withdraw(sluice, other);
    expect(await explain(other)).toMatchObject({ allowed: false });
    expect(await statusOf(address(other))).toBe(403);
    const { status, body } = await sluice.api("GET", `/v1/tokens/${id}`);
    expect(status).toBe(200);
    // The end of a key is not written into each token that it has signed.
    if (door.marksToken) expect(body.status).not.toBe("active");
  });
});

test("no token of all these doors is in what the server has printed", () => {
  const printed = sluice.output();
  expect(made.length).toBeGreaterThanOrEqual(3 * doors.length);
  for (const token of made) expect(printed).not.toContain(token.slice(16, 36));
  // References and the ids of sessions are random letters, too, but fewer.
  expect(printed).not.toMatch(/(eyJ|2D3|0YR)[\w-]{20}|[?&](token|jwt|CAT|access_token)=[^[]/);
});

async function explain(token: string): Promise<Readonly<Record<string, unknown>>> {
  const body = { action: "play", stream: "demo/clip", token, url: `${sluice.url}/demo/clip/index.m3u8` };
  const { status, body: answer } = await sluice.api("POST", "/v1/explain", body);
  expect(status, JSON.stringify(answer)).toBe(200);
  return answer;
}

async function list(): Promise<readonly Record<string, unknown>[]> {
  const { body } = await sluice.api("GET", "/v1/tokens?limit=200");
  return body.items as Record<string, unknown>[];
}

async function statusOf(path: string): Promise<number> {
  const response = await fetch(sluice.url + path);
  await response.arrayBuffer();
  return response.status;
}
