import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import {
  expectCors,
  expectExplained,
  expectHeadRefusal,
  expectJsonRefusal,
  expectPageRefusal,
} from "./bad-input/expect-refusal.ts";
import { fillIn, mintNamedCredentials, type NamedCredentials } from "./bad-input/named-credentials.ts";
import { type RawAnswer, rawRequest } from "./bad-input/raw-request.ts";
import { gatewayTables, type RefusalCase } from "./bad-input/refusal-tables.ts";

let server: AttackedServer;
let credentials: NamedCredentials;
let clients = 0;

beforeAll(async () => {
  server = await startAttackedServer();
  credentials = await mintNamedCredentials(server);
});
afterAll(() => server.stop());

/** Each case comes from an address of its own, so that no case is refused for the guesses of the others. */
function send(refusal: RefusalCase, override: Partial<RefusalCase> = {}): Promise<RawAnswer> {
  const { method, target, headers = [] } = { ...refusal, ...override };
  clients += 1;
  return rawRequest(server.url, {
    method: method ?? "GET",
    target: fillIn(target, credentials),
    headers: headers.map(([name, value]) => [name, fillIn(value, credentials)]),
    from: `127.10.${clients >> 8}.${clients & 255}`,
  });
}

const asBrowser = (refusal: RefusalCase): Partial<RefusalCase> => ({
  headers: [...(refusal.headers ?? []), ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"]],
});

describe.each(gatewayTables())("refusals of $name", ({ cases, pages }) => {
  test.each(cases)("$why: $status $reason", async refusal => {
    const answer = await send(refusal);
    const ref = expectJsonRefusal(answer, refusal);
    await expectExplained(server, ref, refusal.reason);
    if (refusal.method !== undefined) return;
    expectHeadRefusal(await send(refusal, { method: "HEAD" }), refusal);
    const preflight = await send(refusal, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expectCors(preflight);
    expect(preflight.headers["access-control-allow-headers"]).toContain("CTA-Common-Access-Token");
    if (!pages) return;
    expectPageRefusal(await send(refusal, asBrowser(refusal)), {
      status: refusal.status,
      reason: refusal.page ?? refusal.reason,
    });
  });
});

test("after all that, a good token still opens its stream", async () => {
  const answer = await send({
    target: "/files/clip/index.m3u8?token={good}",
    status: 200,
    reason: "",
    why: "",
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("/s/");
});
