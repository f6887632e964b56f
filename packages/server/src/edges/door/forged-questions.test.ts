import type { OutgoingHttpHeaders } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { type EdgeDoorOptions, nginxHeaders, openEdgeDoor } from "../testing/edge-door.ts";

let door: Awaited<ReturnType<typeof openEdgeDoor>>;

afterEach(() => door.close());

async function open(options: EdgeDoorOptions = {}) {
  door = await openEdgeDoor(options);
  const { text } = await door.flow.mint({ kind: "access", ip: ["203.0.113.0/24"] });
  return { ...door, text };
}

const CLIP = "/demo/clip/index.m3u8";

/** What Caddy and Traefik say of a client at `ip`. */
const forwarded = (uri: string, ip = "203.0.113.7"): OutgoingHttpHeaders => ({
  "x-forwarded-uri": uri,
  "x-forwarded-method": "GET",
  "x-forwarded-for": ip,
  "x-forwarded-proto": "http",
});

describe("a caller", () => {
  test("from an address that is no edge's is not believed, and is told so in the edge's form", async () => {
    const { ask, text, refused } = await open({ settings: [{ allow: ["127.0.0.1"] }] });
    const stranger = { from: "127.9.0.9" };
    const answer = await ask("/verify/nginx", nginxHeaders(`${CLIP}?token=${text}`), stranger);
    expect([answer.status, answer.reason, answer.body]).toEqual([403, "caller-unknown", ""]);
    const json = await ask("/verify/caddy", forwarded(`${CLIP}?token=${text}`), stranger);
    expect(JSON.parse(json.body)).toMatchObject({ status: 403, reason: "caller-unknown" });
    expect(refused).toMatchObject([
      { reason: "caller-unknown", request: { ip: "127.9.0.9", door: "edge" } },
      { reason: "caller-unknown" },
    ]);
    expect((await ask("/verify/nginx", nginxHeaders(`${CLIP}?token=${text}`))).status).toBe(200);
  });

  test("that is no edge is not what whoever connects an edge has waited for", async () => {
    const noted: string[] = [];
    const { ask, text } = await open({
      settings: [{ allow: ["127.0.0.1"] }],
      replaced: { noteQuestion: (kind, { from }) => void noted.push(`${kind} ${from}`) },
    });
    await ask("/verify/nginx", nginxHeaders(`${CLIP}?token=${text}`), { from: "127.9.0.9" });
    expect(noted).toEqual([]);
    await ask("/verify/nginx", nginxHeaders(CLIP));
    expect(noted).toEqual(["nginx 127.0.0.1"]);
  });

  test.each(["/verify", "/verify/", "/verify/apache", "/verify/nginx/", `/verify/caddy${CLIP}`])(
    "of %s is told that this is no edge's address",
    async path => {
      const { ask, text } = await open();
      const answer = await ask(path, { ...nginxHeaders(`${CLIP}?token=${text}`), ...forwarded(CLIP) });
      expect(JSON.parse(answer.body)).toMatchObject({ status: 403, reason: "caller-unknown" });
    },
  );

  test("that came by another proxy is not taken for nginx, which writes no X-Forwarded-For", async () => {
    const { ask, text } = await open();
    for (const kind of ["nginx", "haproxy", "varnish"]) {
      const headers = { ...nginxHeaders(`${CLIP}?token=${text}`), "x-forwarded-for": "198.51.100.1" };
      expect((await ask(`/verify/${kind}`, headers)).reason).toBe("call-malformed");
    }
  });
});

describe("headers that a client sends through its edge", () => {
  test("nginx, HAProxy and Varnish: doubled ones say nothing", async () => {
    const { ask, text } = await open();
    const good = nginxHeaders(`${CLIP}?token=${text}`);
    for (const kind of ["nginx", "haproxy", "varnish"]) {
      for (const [name, forged] of [
        ["x-original-uri", "/demo/live/index.m3u8"],
        ["x-original-method", "HEAD"],
        ["x-original-proto", "https"],
        ["x-real-ip", "203.0.113.9"],
      ] as const) {
        const values = [forged, String(good[name])];
        expect((await ask(`/verify/${kind}`, { ...good, [name]: values })).reason, name).toBe(
          "call-malformed",
        );
        expect((await ask(`/verify/${kind}`, { ...good, [name]: "" })).reason, name).toBe("call-malformed");
      }
      const list = { ...good, "x-real-ip": "203.0.113.9, 198.51.100.1" };
      expect((await ask(`/verify/${kind}`, list)).reason).toBe("call-malformed");
      expect((await ask(`/verify/${kind}`, good)).status).toBe(200);
    }
  });

  test("Caddy and Traefik: neither the original headers of others nor a query on our own address count", async () => {
    const { ask, text } = await open();
    const mine = forwarded(CLIP);
    for (const kind of ["caddy", "traefik"]) {
      const forged = { ...mine, ...nginxHeaders(`${CLIP}?token=${text}`) };
      expect((await ask(`/verify/${kind}`, forged)).reason).toBe("token-missing");
      expect((await ask(`/verify/${kind}?token=${text}`, mine)).reason).toBe("token-missing");
      const outside = forwarded(`${CLIP}?token=${text}`, "198.51.100.1");
      const real = { ...outside, "x-real-ip": "203.0.113.7", "x-original-uri": CLIP };
      expect((await ask(`/verify/${kind}`, real)).reason).toBe("ip-not-allowed");
    }
  });

  test("Caddy and Traefik: a list of addresses, or a doubled header, says nothing", async () => {
    const { ask, text } = await open();
    const good = forwarded(`${CLIP}?token=${text}`);
    for (const kind of ["caddy", "traefik"]) {
      const list = { ...good, "x-forwarded-for": "203.0.113.7, 198.51.100.1" };
      expect((await ask(`/verify/${kind}`, list)).reason).toBe("call-malformed");
      for (const name of ["x-forwarded-uri", "x-forwarded-method", "x-forwarded-for", "x-forwarded-proto"]) {
        const doubled = { ...good, [name]: [String(good[name]), String(good[name])] };
        expect((await ask(`/verify/${kind}`, doubled)).reason, name).toBe("call-malformed");
      }
      expect((await ask(`/verify/${kind}`, good)).status).toBe(200);
    }
  });

  test("Envoy: of the addresses the last one counts, which it has added itself", async () => {
    const { ask, text } = await open();
    const path = `/verify/envoy${CLIP}?token=${text}`;
    const from = (list: string) => ({ "x-forwarded-for": list, "x-forwarded-proto": "https" });
    expect((await ask(path, from("203.0.113.7,198.51.100.1"))).reason).toBe("ip-not-allowed");
    expect((await ask(path, from("203.0.113.7,"))).reason).toBe("call-malformed");
    expect((await ask(path, { "x-forwarded-proto": "https" })).reason).toBe("call-malformed");
    expect((await ask("/verify/envoy", from("203.0.113.7"))).reason).toBe("call-malformed");
    expect((await ask(path, from("198.51.100.1,203.0.113.7"))).status).toBe(200);
  });

  test("Envoy: the method is that of the question itself, and HEAD spends nothing", async () => {
    const { ask, text, flow } = await open();
    const path = `/verify/envoy${CLIP}?token=${text}`;
    const headers = {
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-original-method": "GET",
    };
    expect((await ask(path, headers, { method: "HEAD" })).status).toBe(200);
    expect((await ask(path, headers, { method: "DELETE" })).reason).toBe("method-not-allowed");
    expect(flow.sessions.count()).toBe(0);
  });
});
