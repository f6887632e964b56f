import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, type Reply } from "./support/viewer.ts";
import { fillHolding, type Holding } from "./two-tenants/fill-holding.ts";
import { firstDifference } from "./two-tenants/first-difference.ts";
import { marksOf, type Names, neverExisted, shared } from "./two-tenants/names.ts";
import { plainAnswer } from "./two-tenants/plain-answer.ts";
import { createTenant, fillTenant, operatorOf, type Tenant } from "./two-tenants/tenant.ts";

let server: TestServer;
let first: Tenant;
let other: Tenant;
/** What the first organization has, with `demo/clip` as its stream, which plays. */
let theirs: Holding;
/** What the other one has. */
let own: Names;
const never = neverExisted({ auditEntry: "0" }, "nobo");
/** What nobody asks for, so that names are compared as they are. */
const unasked = neverExisted({ auditEntry: "0" }, "zzzz");

beforeAll(async () => {
  server = await startSluice({ env: { SLUICE_HOOK_SECRET: shared.serverSecret } });
  first = operatorOf(server);
  other = await createTenant(server, "beta", "127.7.2.2");
  own = await fillTenant(other, { prefix: "beta", address: "198.51.100.2", sharesNames: true });
  const plan = { organization: "demo", prefix: "acme", address: "198.51.100.1", sharesNames: true };
  theirs = await fillHolding(first.make, { ...plan, as: first.as });
  // Something with another format than most: what a page says of it must not show to strangers.
  for (const [{ make }, application] of [
    [first, theirs.application],
    [other, own.application],
  ] as const) {
    const entries = { mp4: "film.mp4" };
    await make("post", "/v1/streams", { body: { application, id: "film", entries } });
  }
});

afterAll(() => server?.stop());

let viewers = 0;

/** Asks from an address that nobody has asked from before: guesses are counted by address. */
function askAnew(path: string, asking?: Parameters<ReturnType<typeof createViewer>["ask"]>[1]) {
  viewers += 1;
  return createViewer(server, { address: `127.8.${viewers >> 8}.${viewers & 255}` }).ask(path, asking);
}

/** An answer without its reference and without what a page draws anew each time. */
function told(reply: Reply, ...names: readonly string[]): string {
  const plain = plainAnswer(reply, unasked);
  const text = JSON.stringify(plain)
    .replaceAll(/nonce[-=\\"]+[\w+/=]+/g, "nonce")
    .replaceAll(/Reference <code>\w+/g, "Reference")
    .replaceAll(/\\"ticket\\":\\"[^"]+\\"/g, "ticket");
  return names.reduce((rest, name) => rest.replaceAll(name, "{name}"), text);
}

function expectAlike([one = "", ...others]: readonly string[]): void {
  for (const answer of others) expect(firstDifference(one, answer) ?? "the same").toBe("the same");
}

const page = { headers: { accept: "text/html", "sec-fetch-dest": "document" } };

/** Every way to show a token to a door. */
const doors: Readonly<Record<string, (stream: string, token: string) => Promise<Reply>>> = {
  "an entry": (stream, token) => askAnew(`/${stream}/index.m3u8?token=${token}`),
  "an entry below /a": (stream, token) => askAnew(`/a/${stream}/index.m3u8?token=${token}`),
  "a HEAD of an entry": (stream, token) =>
    askAnew(`/${stream}/index.m3u8?token=${token}`, { method: "HEAD" }),
  "a header": (stream, token) =>
    askAnew(`/${stream}/clip.mp4`, { headers: { authorization: `Bearer ${token}` } }),
  "a page": (stream, token) => askAnew(`/${stream}?token=${token}`, page),
  "POST /s": (stream, token) =>
    askAnew("/s", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ stream, token }),
    }),
  "a web server's question": (stream, token) => {
    viewers += 1;
    return createViewer(server).ask("/verify/caddy", {
      headers: {
        "x-forwarded-uri": `/${stream}/index.m3u8?token=${token}`,
        "x-forwarded-method": "GET",
        "x-forwarded-proto": "https",
        "x-forwarded-for": `127.8.${viewers >> 8}.${viewers & 255}`,
      },
    });
  },
};

describe.for(Object.entries(doors))("by %s, a token of another organization", ([, enter]) => {
  test("is as unknown as one that is made up, at streams that are there and that are not", async () => {
    const pairs: readonly (readonly [string, string])[] = [
      [theirs.tokenText, own.stream],
      [theirs.tokenText, `${own.application}/nothing`],
      [own.tokenText, "demo/clip"],
      [own.tokenText, theirs.stream],
      [own.tokenText, `${theirs.application}/nothing`],
    ];
    for (const [token, stream] of pairs) {
      const [foreign, unknown] = [await enter(stream, token), await enter(stream, never.tokenText)];
      expect(told(foreign), stream).toBe(told(unknown));
      expect(foreign.status, stream).toBe(403);
    }
  });

  test("is not the reason: its own organization's is known", async () => {
    const playing = await first.make("post", "/v1/tokens", {
      body: { kind: "access", action: "play", target: { streams: ["demo/clip"] } },
    });
    expect((await enter("demo/clip", String(playing.token))).status).toBeLessThan(400);
    // Its application has no origin, which is another answer than that to a token that is not known.
    const [good, bad] = [await enter(own.stream, own.tokenText), await enter(own.stream, never.tokenText)];
    expect(told(good)).not.toBe(told(bad));
  });
});

describe("who comes without a token", () => {
  const addresses = ["clip", "film", "nothing", "news/index.m3u8", "film/film.mp4"];
  test.for(addresses)(
    "is told the same of /{application}/%s, whosever it is and if it is nobody's",
    async rest => {
      for (const asking of [{}, page]) {
        const answers = [];
        for (const application of [theirs.application, own.application, never.application]) {
          const path = rest.startsWith("news") ? `${application.slice(0, 4)}-${rest}` : rest;
          const reply = await askAnew(`/${application}/${path}`, asking);
          answers.push(
            told(reply, `${application}/${path}`, `${application}/${path.split("/")[0]}`, application),
          );
        }
        expectAlike(answers);
      }
    },
  );
});

test("a session's handle is good for its own stream, and says the same of every other one", async () => {
  const { token } = await first.make("post", "/v1/tokens", {
    body: { kind: "access", action: "play", target: { streams: ["demo/clip"] } },
  });
  const viewer = createViewer(server, { address: "127.8.255.1" });
  const opened = await viewer.ask(`/demo/clip/index.m3u8?token=${token}`);
  const handle = /\/s\/([\w.-]+)\//.exec(opened.text)?.[1] ?? expect.fail(opened.text);
  expect((await viewer.ask(`/s/${handle}/demo/clip/v0/index.m3u8`)).status).toBe(200);
  const answers = [];
  for (const stream of [own.stream, `${own.application}/film`, theirs.stream, never.stream]) {
    answers.push(told(await viewer.ask(`/s/${handle}/${stream}/index.m3u8`)));
  }
  expectAlike(answers);
  expect(answers[0]).toContain("handle-wrong-stream");
});

describe("when one address has been refused by two organizations", () => {
  const refOf = ({ headers }: Reply) => String(headers["sluice-ref"]);
  const decision = ({ ask }: Tenant, ref: string) =>
    ask({ method: "get", path: "/v1/decisions/{ref}" }, { path: { ref } });

  test("each hears of its own, and neither of the other's", async () => {
    const viewer = createViewer(server, { address: "127.8.255.2" });
    const [atFirst, atOther] = [await viewer.ask(`/${theirs.stream}`), await viewer.ask(`/${own.stream}`)];
    expect(JSON.parse((await decision(other, refOf(atOther))).text)).toMatchObject({ stream: own.stream });
    expect(JSON.parse((await decision(first, refOf(atFirst))).text)).toMatchObject({ stream: theirs.stream });
    const [cross, unknown] = [await decision(other, refOf(atFirst)), await decision(other, never.ref)];
    expect(told(cross)).toBe(told(unknown));
    expect((await decision(first, refOf(atOther))).status).toBe(404);
  });

  test("a reference that both were given tells neither what the other was asked", async () => {
    const viewer = createViewer(server, { address: "127.8.255.3", agent: "First/1.0" });
    const asking = { method: "PUT" };
    const [atFirst, atOther] = [
      await viewer.ask(`/${theirs.stream}`, asking),
      await viewer.ask(`/${own.stream}`, asking),
    ];
    expect([atFirst.status, refOf(atFirst)]).toEqual([405, refOf(atOther)]);
    const { text } = await decision(other, refOf(atOther));
    expect(JSON.parse(text)).toMatchObject({ reason: "method-not-allowed", stream: null, ip: null });
    expect(marksOf({ ...never, ...theirs }).filter(mark => text.includes(mark))).toEqual([]);
  });
});

test("metrics carry no name of anybody", async () => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain("sluice_decisions_total");
  const marks = [...marksOf(own), ...marksOf({ ...never, ...theirs })].filter(mark => mark !== "demo");
  expect(marks.filter(mark => metrics.includes(mark))).toEqual([]);
});
