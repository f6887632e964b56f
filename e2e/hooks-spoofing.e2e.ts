import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dialect, dialects } from "./hooks/dialects.ts";
import { createLiar, type Liar } from "./hooks/liar.ts";
import type { SequenceCall } from "./hooks/read-sequences.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const SECRET = "hook-secret-of-liars-0123456789";
const HERE = "203.0.113.9";
const ELSEWHERE = "198.51.100.7";
/** Kinds whose connections go on with their first stream. */
const KEEPING = ["nginx-rtmp", "node-media-server"];

let sluice: TestServer;
/** A token of another organization for all of its streams, and for all actions that there are. */
let foreign: Readonly<Record<"publish" | "play", string>>;
beforeAll(async () => {
  sluice = await startSluice({ env: { SLUICE_HOOK_SECRET: SECRET } });
  foreign = await mintElsewhere(sluice);
});
afterAll(() => sluice.stop());

for (const dialect of dialects) {
  describe(`who lies to ${dialect.kind}`, () => {
    let liar: Liar;
    beforeAll(() => {
      liar = createLiar(sluice, dialect, SECRET);
    });
    const publishing = { action: "publish", ip: HERE } as const;

    test("is told from who does not: an honest publisher gets in", async () => {
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      expect(await liar.asks({ ...publishing, ...at, token: token.token })).toBe(true);
      expect(await liar.uses(token)).toBe(1);
      expect(await liar.live(at.stream)).toBe(1);
    });

    test("publishes nothing with a token for playing, and plays nothing with one for publishing", async () => {
      const at = liar.fresh();
      const playing = await liar.mint(at.stream, { action: "play" });
      expect(await liar.asks({ ...publishing, ...at, token: playing.token })).toBe(false);
      expect(await liar.reason(at.stream)).toBe("wrong-action");
      const encoder = await liar.mint(at.stream);
      expect(await liar.asks({ ...at, action: "play", ip: HERE, token: encoder.token })).toBe(false);
      expect([await liar.uses(playing), await liar.uses(encoder)]).toEqual([0, 0]);
    });

    test("gets in with no token of another organization", async () => {
      const at = liar.fresh();
      for (const action of ["publish", "play"] as const)
        expect(await liar.asks({ action, ...at, ip: HERE, token: foreign[action] })).toBe(false);
      expect(await liar.live(at.stream)).toBe(0);
    });

    test("cannot name the stream of its token behind another one", async () => {
      const at = liar.fresh();
      const own = liar.fresh();
      const token = await liar.mint(own.stream);
      for (const key of ["name", "stream", "streamId", "path", "url", "stream_url"]) {
        const typed = { [key]: own.stream, app: "live", application: "live" };
        expect(await liar.asks({ ...publishing, ...at, token: token.token, typed })).toBe(false);
      }
      expect(await liar.uses(token)).toBe(0);
      expect(await liar.live(own.stream)).toBe(0);
    });

    test("cannot write its call into its stream's query, in whatever words", async () => {
      const at = liar.fresh();
      const typed = { call: `${"publish"}_done`, action: "on_close", status: "closing", bytes_in: "1" };
      expect(await liar.asks({ ...publishing, ...at, token: "", typed })).toBe(false);
      expect(await liar.asks({ ...publishing, ...at, token: "st_none", typed })).toBe(false);
    });

    test("cannot write the address that its token is limited to", async () => {
      const at = liar.fresh();
      const token = await liar.mint(at.stream, { ip: [`${ELSEWHERE}/32`] });
      const typed = { addr: ELSEWHERE, ip: ELSEWHERE, ipAddress: ELSEWHERE, clientip: ELSEWHERE };
      expect(await liar.asks({ ...publishing, ...at, token: token.token, typed })).toBe(false);
      const written = dialect.ask({ ...publishing, ...at, token: token.token });
      const headers = { ...written.headers, "X-Forwarded-For": ELSEWHERE, "X-Real-IP": ELSEWHERE };
      expect(dialect.isYes(await liar.sends({ ...written, headers }))).toBe(false);
      expect(await liar.uses(token)).toBe(0);
      const honest = { ...publishing, ...at, token: token.token, ip: ELSEWHERE };
      expect(await liar.asks(honest)).toBe(dialect.tellsAddress);
    });

    const { end } = dialect;
    if (end)
      test("ends nobody's session but its own", async () => {
        const at = liar.fresh();
        const token = await liar.mint(at.stream);
        const doing = { ...publishing, ...at, token: token.token };
        expect(await liar.asks(doing)).toBe(true);
        const other = liar.fresh();
        const lie = {
          ...doing,
          ...other,
          ip: ELSEWHERE,
          typed: { clientid: at.id, id: at.id, name: at.stream },
        };
        const answer = await liar.sends(end(lie));
        expect(answer.status, "a notification gets that server's form of success").toBe(
          answersToLiesIn(dialect),
        );
        expect(await liar.live(at.stream)).toBe(1);
        await liar.sends(end(doing));
        await expect.poll(() => liar.live(at.stream)).toBe(0);
      });

    test("gets nothing by keys that stand twice", async () => {
      const at = liar.fresh();
      const victim = liar.fresh();
      const token = await liar.mint(at.stream);
      const written = dialect.ask({ ...publishing, ...at, token: token.token });
      const twice = dialect.isYes(await liar.sends(doubled(written, at.stream, victim.stream)));
      // Either the first counts, which is the server's own, or the call is none.
      expect(await liar.live(victim.stream)).toBe(0);
      expect(await liar.live(at.stream)).toBe(twice ? 1 : 0);
    });

    test("gets nothing by keys that objects have of themselves", async () => {
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      const typed = { __proto__x: "1", constructor: "1", toString: "1", hasOwnProperty: "1" };
      const lie = { ...publishing, ...at, token: "", typed: { ...typed, ["__proto__"]: token.token } };
      expect(await liar.asks(lie)).toBe(false);
      expect(await liar.live(at.stream)).toBe(0);
      expect(await liar.asks({ ...publishing, ...at, token: token.token, typed })).toBe(true);
    });

    test("gets a clear refusal for a body of 1 MiB, and the next in line an answer", async () => {
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      const written = dialect.ask({ ...publishing, ...at, token: token.token });
      const answer = await liar.sends({ ...written, ...grown(written) });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await liar.uses(token)).toBe(0);
      expect(await liar.asks({ ...publishing, ...at, token: token.token })).toBe(true);
    });

    test("gets nothing by another method, or by a body of another kind", async () => {
      const at = liar.fresh();
      const token = await liar.mint(at.stream);
      const written = dialect.ask({ ...publishing, ...at, token: token.token });
      for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
        expect(dialect.isYes(await liar.sends({ ...written, method })), method).toBe(false);
      expect(dialect.isYes(await liar.sends(turned(written))), "turned").toBe(false);
      for (const body of ["", "null", "[]", "{", '"x"', "\u0000\u0001", "%", "=&=&="])
        expect(dialect.isYes(await liar.sends({ ...bare(written), body })), body).toBe(false);
      expect(await liar.uses(token)).toBe(0);
    });

    if (KEEPING.includes(dialect.kind))
      test("does not keep a stream by asking for another over the same connection", async () => {
        const [at, other] = [liar.fresh(), liar.fresh()];
        const token = await liar.mint(at.stream);
        const second = await liar.mint(other.stream, { kind: "access" });
        expect(await liar.asks({ ...publishing, ...at, token: token.token })).toBe(true);
        expect(await liar.asks({ ...publishing, ...at, stream: other.stream, token: second.token })).toBe(
          false,
        );
        expect([await liar.live(at.stream), await liar.live(other.stream)]).toEqual([0, 0]);
        const playing = await liar.mint(at.stream, { action: "play", kind: "access" });
        const third = { ...at, id: other.id };
        const encoder = await liar.mint(at.stream, { kind: "access" });
        expect(await liar.asks({ ...publishing, ...third, token: encoder.token })).toBe(true);
        expect(await liar.asks({ ...third, action: "play", ip: HERE, token: playing.token })).toBe(false);
        expect(await liar.live(at.stream)).toBe(0);
      });
  });
}

test("every server but MediaMTX tells ends, and each that keeps a first stream was lied to", () => {
  expect(dialects.filter(({ end }) => !end).map(({ kind }) => kind)).toEqual(["mediamtx"]);
  expect(dialects.filter(({ kind }) => KEEPING.includes(kind))).toHaveLength(KEEPING.length);
});

test("after all these lies the server answers, and has printed neither its secret nor a token", async () => {
  const health = await fetch(`${sluice.url}/v1/health`);
  expect(health.status).toBe(200);
  expect(sluice.output()).not.toContain(SECRET);
  expect(sluice.output()).not.toMatch(/st_[0-9A-Za-z]{38}/);
});

async function mintElsewhere(server: TestServer): Promise<typeof foreign> {
  const made = await server.api("POST", "/v1/organizations", { code: "elsewhere" });
  const { key } = made.body.api_key as { readonly key: string };
  const mint = async (action: "publish" | "play") => {
    const response = await fetch(`${server.apiUrl}/v1/tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "access", action, target: { organization: true } }),
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { readonly token: string }).token;
  };
  expect(key).not.toBe(ADMIN_KEY);
  return { publish: await mint("publish"), play: await mint("play") };
}

/** nanoStream's ends are refused with a client's words in them, which may be a beginning's. */
function answersToLiesIn({ kind }: Dialect): number {
  return kind === "bintu" ? 403 : 200;
}

/** The same call with each of its words for the stream a second time, and another one there. */
function doubled(call: SequenceCall, own: string, other: string) {
  if (call.form) {
    const again = call.form.filter(pair => pair.endsWith(own)).map(pair => pair.replace(own, other));
    return { ...call, form: [...call.form, ...again] };
  }
  const text = JSON.stringify(call.json);
  const body = text.replace(/"(\w+)":"([^"]*)"/g, (pair, name: string, value: string) =>
    value.includes(own) ? `${pair},"${name}":"${value.replace(own, other)}"` : pair,
  );
  expect(body).not.toBe(text);
  return { ...bare(call), body };
}

function bare({ json: _json, form: _form, body: _body, ...rest }: SequenceCall) {
  return rest;
}

/** A megabyte more of what it holds already. */
function grown({ form, json }: SequenceCall) {
  const much = "x".repeat(1024 * 1024);
  return form ? { form: [...form, `x=${much}`] } : { json: { ...Object(json), x: much } };
}

/** Forms as JSON, and JSON as a form. */
function turned(call: SequenceCall): SequenceCall {
  if (call.form) {
    const fields = Object.fromEntries(call.form.map(pair => pair.split("=")));
    return {
      ...bare(call),
      json: fields,
      headers: { ...call.headers, "Content-Type": "application/json" },
    };
  }
  const pairs = Object.entries(Object(call.json)).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(typeof value === "string" ? value : JSON.stringify(value))}`,
  );
  return { ...bare(call), form: pairs };
}
