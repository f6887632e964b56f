import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSluice, type TestServer } from "./support/sluice.ts";

const SECRET = "hook-secret-of-ome-0123456789abc";
const OLDER = "hook-secret-before-ome-0123456789";
const MINUTE = 60_000;

let sluice: TestServer;
beforeAll(async () => {
  sluice = await startSluice({ env: { SLUICE_HOOK_SECRET: `${SECRET},${OLDER}` } });
});
afterAll(() => sluice.stop());

interface Said {
  readonly url: string;
  readonly port?: number;
  readonly realIp?: string;
  readonly direction?: string;
  readonly at?: number;
}

let ports = 40_000;
/** Each call is of another connection. */
function nextPort(): number {
  ports += 1;
  return ports;
}

function bodyOf({
  url,
  port = nextPort(),
  realIp = "198.51.100.4",
  direction = "incoming",
  at,
}: Said): string {
  return JSON.stringify({
    client: { address: "198.51.100.4", port, real_ip: realIp, user_agent: "OBS/30.2" },
    request: { direction, protocol: "RTMP", status: "opening", time: new Date(at ?? Date.now()), url },
  });
}

async function send(body: string, signedBy: string | undefined, path = "/hooks/ome") {
  const signature = signedBy && createHmac("sha1", signedBy).update(body).digest("base64url");
  const response = await fetch(sluice.url + path, {
    method: "POST",
    headers: signature ? { "x-ome-signature": signature } : {},
    body,
  });
  const answer = (await response.json()) as { allowed?: boolean; reason?: string };
  return { status: response.status, ...answer };
}

const ofStream = (name: string, token: string): string =>
  `rtmp://media.example:1935/live/${name}?token=${token}`;
const mint = (name: string, more: object = {}) =>
  sluice.mint({ kind: "access", action: "publish", target: { streams: [`live/${name}`] }, ...more });
const uses = async (id: string): Promise<unknown> =>
  (await sluice.api("GET", `/v1/tokens/${id}`)).body["uses"];

describe("a call that says it is OvenMediaEngine's", () => {
  test("is taken with either of two secrets, once", async () => {
    const { token } = await mint("twice");
    const body = bodyOf({ url: ofStream("twice", token) });
    expect(await send(body, SECRET)).toMatchObject({ status: 200, allowed: true });
    expect(await send(body, SECRET)).toMatchObject({ status: 403, reason: "call-replayed" });
    expect(await send(bodyOf({ url: ofStream("twice", token) }), OLDER)).toMatchObject({ status: 200 });
  });

  test("is a stranger's without the right signature, whatever else it shows", async () => {
    const { id, token } = await mint("signed", { kind: "one-time" });
    const body = bodyOf({ url: ofStream("signed", token) });
    const stranger = { status: 403, reason: "caller-unknown" };
    expect(await send(body, undefined)).toMatchObject(stranger);
    expect(await send(body, "another-secret-0123456789abcdef")).toMatchObject(stranger);
    expect(await send(body, undefined, `/hooks/ome/${SECRET}`)).toMatchObject(stranger);
    expect(await uses(id)).toBe(0);
  });

  test("is taken for a minute around its time only", async () => {
    const { id, token } = await mint("late", { kind: "one-time" });
    for (const at of [Date.now() - 2 * MINUTE, Date.now() + 2 * MINUTE]) {
      const body = bodyOf({ url: ofStream("late", token), at });
      expect(await send(body, SECRET)).toMatchObject({ status: 403, reason: "call-replayed" });
    }
    expect(await uses(id)).toBe(0);
  });
});

describe("what a client of OvenMediaEngine can write", () => {
  test("is no address: a header does not open what is limited to a network", async () => {
    const { token } = await mint("network", { ip: ["192.0.2.0/24"] });
    const forged = bodyOf({ url: ofStream("network", token), realIp: "192.0.2.7" });
    expect(await send(forged, SECRET)).toMatchObject({ status: 200, allowed: false });
    const own = await mint("network", { ip: ["198.51.100.0/24"] });
    const honest = bodyOf({ url: ofStream("network", own.token), realIp: "192.0.2.7" });
    expect(await send(honest, SECRET)).toMatchObject({ status: 200, allowed: true });
  });

  test.each([
    ["a URL", "rtmp://media.example:1935/live/hidden"],
    ["a user and a host", "a:b@media.example/live/hidden"],
  ])("is no other stream: %s in its query opens nothing", async (_name, hidden) => {
    const { id, token } = await mint("shown", { kind: "one-time" });
    const body = bodyOf({ url: `${ofStream("shown", token)}&x=${hidden}` });
    expect(await send(body, SECRET)).toMatchObject({ status: 200, allowed: false });
    expect(await uses(id)).toBe(0);
  });

  test("is no other direction: a link that plays does not publish", async () => {
    const { token } = await mint("plays", { action: "play" });
    const body = bodyOf({ url: ofStream("plays", token) });
    expect(await send(body, SECRET)).toMatchObject({ status: 200, allowed: false });
  });
});

test("no secret and no token is in what the server has printed", () => {
  expect(sluice.output()).not.toContain(SECRET);
  expect(sluice.output()).not.toContain(OLDER);
  expect(sluice.output()).not.toMatch(/st_[0-9A-Za-z]{38}/);
});
