import type { Json } from "@sluice/token";
import { describe, expect, test } from "vitest";
import type { SessionRequest } from "./continue-session.ts";
import { createObserveRequest } from "./request-facts.ts";
import { catWith, createCatFlow, START_SECONDS } from "./testing/cat-flow.ts";
import { countingPrepare } from "./testing/flow.ts";

const observe = createObserveRequest({
  publicBase: "https://tv.example",
  placeOf: ip => (ip === "203.0.113.7" ? { country: "SE" } : { country: "NO" }),
  draw: () => 0.5,
});

function facts(path: string, ip = "203.0.113.7") {
  return observe({
    segments: path.split("/"),
    trailingSlash: false,
    query: "",
    method: "GET",
    headers: {},
    ip,
  });
}

async function playing(claims: Record<string, Json>, entry = "480p/index.m3u8", isWholeFile = false) {
  const flow = createCatFlow();
  const text = catWith(claims);
  const question = flow.question(text, { entry, isWholeFile, context: facts(`demo/clip/${entry}`) });
  const decision = await flow.enter(question, countingPrepare());
  if (!decision.allowed || !decision.session) throw new Error(decision.allowed ? "peeked" : decision.reason);
  const { session } = decision;
  return {
    flow,
    session,
    token: session.record.tokenId,
    async ask(path: string, changes: Partial<SessionRequest> = {}) {
      const request = { path, context: facts(path, changes.client?.ip), ...changes };
      const result = await flow.proceed(session.handle, request);
      return result.ok ? "ok" : result.reason;
    },
  };
}

const from = (ip: string) => ({ client: { ip, userAgent: "player/1", site: undefined } });

describe("a session of a token that limits URLs", () => {
  test("goes on in the folder of its entry and below, and nowhere else", async () => {
    const { ask } = await playing({ catu: { path: { exact: "/demo/clip/480p/index.m3u8" } } });
    expect(await ask("demo/clip/480p/seg-1.ts")).toBe("ok");
    expect(await ask("demo/clip/480p/audio/seg-1.ts")).toBe("ok");
    expect(await ask("demo/clip/1080p/seg-1.ts")).toBe("uri-not-allowed");
    expect(await ask("demo/clip/480p-hidden/seg-1.ts")).toBe("uri-not-allowed");
    expect(await ask("demo/clip/1080p/index.m3u8", { resource: "manifest" })).toBe("uri-not-allowed");
  });

  test("goes on wherever the token itself would open", async () => {
    const { ask } = await playing({
      catu: { path: { prefix: "/demo/clip/" }, host: { exact: "tv.example" } },
    });
    expect(await ask("demo/clip/1080p/seg-1.ts")).toBe("ok");
  });

  test("of a file that plays by itself goes on in that file alone", async () => {
    const catu = { path: { exact: "/demo/clip/trailer.mp4" } };
    const { ask } = await playing({ catu }, "trailer.mp4", true);
    expect(await ask("demo/clip/trailer.mp4")).toBe("ok");
    expect(await ask("demo/clip/film.mp4")).toBe("uri-not-allowed");
    expect(await ask("demo/clip/index.m3u8", { resource: "manifest" })).toBe("uri-not-allowed");
  });

  test("is not limited by a token that says nothing of URLs", async () => {
    const { ask } = await playing({});
    expect(await ask("demo/clip/1080p/seg-1.ts")).toBe("ok");
  });
});

describe("a session of a token that limits places", () => {
  test.each([
    ["catgeoiso3166", ["SE"], "country-not-allowed"],
    ["catnip", ["203.0.113.0/24"], "ip-not-allowed"],
  ])("is judged again by %s at each manifest", async (name, value, reason) => {
    const { ask } = await playing({ [name]: value });
    const manifest = { resource: "manifest" as const };
    expect(await ask("demo/clip/480p/index.m3u8", manifest)).toBe("ok");
    expect(await ask("demo/clip/480p/index.m3u8", { ...manifest, ...from("198.51.100.9") })).toBe(reason);
    expect(await ask("demo/clip/480p/seg-1.ts", from("198.51.100.9"))).toBe("ok");
  });
});

describe("a session of a token that renews itself", () => {
  const catr = { type: "automatic", expadd: 120, deadline: 30 };
  const SEGMENT = "demo/clip/480p/seg-1.ts";

  test("goes on beyond the token's end, by requests in time", async () => {
    const { flow, session, ask } = await playing({ catr });
    flow.pass(20);
    expect([await ask(SEGMENT), session.record.untilSeconds]).toEqual(["ok", START_SECONDS + 60]);
    flow.pass(20);
    expect([await ask(SEGMENT), session.record.untilSeconds]).toEqual(["ok", START_SECONDS + 160]);
    flow.pass(115);
    expect([await ask(SEGMENT), session.record.untilSeconds]).toEqual(["ok", START_SECONDS + 275]);
    expect((await flow.store.session(session.record.id))?.untilSeconds).toBe(START_SECONDS + 275);
  });

  test("ends with the token when no request came in time", async () => {
    const { flow, ask } = await playing({ catr });
    flow.pass(61);
    expect(await ask(SEGMENT)).toBe("token-expired");
  });

  test("without such a claim it ends with the token", async () => {
    const { flow, ask } = await playing({});
    flow.pass(45);
    expect(await ask(SEGMENT)).toBe("ok");
    flow.pass(20);
    expect(await ask(SEGMENT)).toBe("token-expired");
  });

  test("is not extended by a token that is suspended", async () => {
    const { flow, session, token, ask } = await playing({ catr });
    flow.pass(40);
    await flow.store.suspendToken({ organization: "demo", id: token, nowSeconds: START_SECONDS + 39 });
    await ask(SEGMENT);
    expect((await flow.store.session(session.record.id))?.untilSeconds).toBe(START_SECONDS + 60);
  });

  test("never passes the session's own cap", async () => {
    const { flow, session, ask } = await playing({ catr: { type: "cookie", expadd: 1_000_000 } });
    flow.pass(30);
    await ask(SEGMENT);
    expect(session.record.untilSeconds).toBe(session.record.capSeconds);
  });
});
