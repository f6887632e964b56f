import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { dialects } from "./hooks/dialects.ts";
import { createLiar } from "./hooks/liar.ts";
import { sendRaw } from "./hooks/raw-http.ts";
import type { SequenceCall } from "./hooks/read-sequences.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const OLD = "hook-secret-that-goes-0123456789";
const NEW = "hook-secret-that-comes-9876543210";
const FENCED = "hook-secret-of-another-place-012";
const HERE = "203.0.113.9";
const ELSEWHERE = "192.0.2.77";
const MINUTE = 60_000;

let folder: string;
let sluice: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-callers-"));
  const file = join(folder, "sluice.yaml");
  const fenced = Object.fromEntries(
    dialects.map(({ kind }) => [
      `${kind}-fenced`,
      { kind, secrets: [`${FENCED}-${kind}`], allow: [`${ELSEWHERE}/32`] },
    ]),
  );
  const open = Object.fromEntries(dialects.map(({ kind }) => [kind, {}]));
  writeFileSync(file, stringify({ servers: { ...open, ...fenced } }));
  const env = { SLUICE_HOOK_SECRET: `${NEW},${OLD}`, SLUICE_CONFIG: file };
  sluice = await startSluice({ dataDir: join(folder, "data"), env });
});
afterAll(async () => {
  await sluice.stop();
  rmSync(folder, { recursive: true, force: true });
});

for (const dialect of dialects) {
  describe(`a caller that says it is ${dialect.kind}`, () => {
    test("proves itself by either of two secrets, so that one follows the other without a gap", async () => {
      const liar = createLiar(sluice, dialect, NEW);
      for (const secret of [NEW, OLD]) {
        const at = liar.fresh();
        const { token } = await liar.mint(at.stream);
        const call = dialect.ask({ action: "publish", ...at, ip: HERE, token });
        expect(dialect.isYes(await liar.sends(call, secret))).toBe(true);
      }
    });

    test("without a secret, with a foreign one, or with one of another server, opens nothing", async () => {
      const liar = createLiar(sluice, dialect, NEW);
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      const call = dialect.ask({ action: "publish", ...at, ip: HERE, token: token.token });
      const wrong = [
        "",
        "guess",
        NEW.toUpperCase(),
        NEW.slice(0, -1),
        `${NEW}x`,
        `${NEW},${OLD}`,
        `${FENCED}-none`,
      ];
      for (const secret of wrong) {
        const answer = await liar.sends(call, secret);
        expect(dialect.isYes(answer), secret).toBe(false);
        expect([403, 429], secret).toContain(answer.status);
        expect(answer.body).not.toContain(at.stream);
      }
      expect(await liar.uses(token)).toBe(0);
      expect(await liar.live(at.stream)).toBe(0);
    });

    test("from a source that its server is not at opens nothing, whatever it writes about its address", async () => {
      const liar = createLiar(sluice, dialect, `${FENCED}-${dialect.kind}`);
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      const call = dialect.ask({ action: "publish", ...at, ip: ELSEWHERE, token: token.token });
      const claims = { "X-Forwarded-For": ELSEWHERE, "X-Real-IP": ELSEWHERE, Forwarded: `for=${ELSEWHERE}` };
      for (const headers of [{}, claims]) {
        const answer = await liar.sends({ ...call, headers: { ...call.headers, ...headers } });
        expect(dialect.isYes(answer)).toBe(false);
        expect(JSON.parse(answer.body).reason).toMatch(/^(?:caller-unknown|too-many-guesses)$/);
      }
      expect(await liar.uses(token)).toBe(0);
    });
  });
}

describe("a body that OvenMediaEngine has signed", () => {
  const dialect = dialects.find(({ kind }) => kind === "ome") ?? expect.fail("no ome");
  const begin = async () => {
    const liar = createLiar(sluice, dialect, NEW);
    const at = liar.fresh();
    const token = await liar.mint(at.stream, { kind: "access" });
    const call = dialect.ask({ action: "publish", ...at, ip: HERE, token: token.token });
    return { liar, at, token, call };
  };
  const at = (call: SequenceCall, milliseconds: number): SequenceCall => {
    const { client, request } = call.json as { readonly client: object; readonly request: object };
    const time = new Date(Date.now() + milliseconds).toISOString();
    return { ...call, json: { client, request: { ...request, time } } };
  };
  /** The body as it is, with this signature or none. */
  const sendSigned = (call: SequenceCall, signature: string | undefined, secret = "") => {
    const body = Buffer.from(JSON.stringify(call.json));
    const headers = Object.entries(call.headers ?? {});
    const signed = signature === undefined ? [] : [["X-OME-Signature", signature] as const];
    const path = secret === "" ? "/hooks/ome" : `/hooks/ome/${secret}`;
    return sendRaw(sluice.url, {
      method: "POST",
      path,
      version: "1.1",
      headers: [...headers, ...signed],
      body,
    });
  };
  const sign = (call: SequenceCall, secret: string, hash = "sha1") =>
    createHmac(hash, secret).update(JSON.stringify(call.json)).digest("base64url");

  test("counts once: what somebody has heard on the way opens nothing a second time", async () => {
    const { liar, call, at: place } = await begin();
    expect(dialect.isYes(await liar.sends(call))).toBe(true);
    const again = await liar.sends(call);
    expect(again.status).not.toBe(200);
    expect(JSON.parse(again.body).reason).toBe("call-replayed");
    expect(await liar.live(place.stream)).toBe(1);
  });

  test.each([
    ["is older than a minute", -MINUTE - 5_000],
    ["is of a time that has not come", MINUTE + 5_000],
    ["is a day old", -24 * 60 * MINUTE],
  ])("opens nothing when it %s", async (_name, milliseconds) => {
    const { liar, call, at: place } = await begin();
    const answer = await liar.sends(at(call, milliseconds));
    expect(JSON.parse(answer.body).reason).toBe("call-replayed");
    expect(answer.status).toBe(403);
    expect(await liar.live(place.stream)).toBe(0);
  });

  test("counts within the minute, on either side", async () => {
    for (const milliseconds of [-MINUTE + 10_000, MINUTE - 10_000]) {
      const { liar, call } = await begin();
      expect(dialect.isYes(await liar.sends(at(call, milliseconds)))).toBe(true);
    }
  });

  test("is none without its signature, with another's, or with one of another body", async () => {
    const { liar, call, at: place } = await begin();
    const other = at(call, 1_000);
    const wrong = [
      undefined,
      "",
      "x",
      sign(call, "another-secret-of-nobody-0123"),
      sign(other, NEW),
      sign(call, NEW, "sha256"),
      sign(call, NEW).slice(0, -1),
      `${sign(call, NEW)}, ${sign(call, NEW)}`,
      sign(call, ""),
    ];
    for (const signature of wrong) {
      expect((await sendSigned(call, signature)).status, signature).not.toBe(200);
      expect((await sendSigned(call, signature, NEW)).status, `${signature} and the secret`).not.toBe(200);
    }
    expect(await liar.live(place.stream)).toBe(0);
    expect(dialect.isYes(await sendSigned(call, sign(call, NEW)))).toBe(true);
  });

  test("without a time is none", async () => {
    const { call, liar, at: place } = await begin();
    const { client, request } = call.json as { readonly client: object; readonly request: object };
    const timeless = { ...call, json: { client, request: { ...request, time: undefined } } };
    expect((await liar.sends(timeless)).status).toBe(403);
    expect(await liar.live(place.stream)).toBe(0);
  });
});

test("no secret, right or guessed, is in what the server has printed or counts", async () => {
  const { body } = await sluice.api("GET", "/v1/decisions?limit=200&door=hook");
  const metrics = await (await fetch(`${sluice.apiUrl}/metrics`)).text();
  for (const text of [sluice.output(), JSON.stringify(body), metrics])
    for (const secret of [NEW, OLD, FENCED, NEW.toUpperCase()]) expect(text).not.toContain(secret);
  expect(metrics).toContain("sluice_");
});
