import { describe, expect, test } from "vitest";
import { claimContext } from "./claim-context.ts";
import { createObserveRequest, type ObservedRequest, streamAddress } from "./request-facts.ts";
import { CATS } from "./testing/token-texts.ts";

const [CAT] = CATS;

function observer() {
  const asked: string[] = [];
  const observe = createObserveRequest({
    publicBase: "https://tv.example/media",
    placeOf(ip) {
      asked.push(ip);
      return { country: "SE", region: "AB", asn: 64_500, latitude: 59, longitude: 18 };
    },
    draw: () => 0.25,
  });
  return { asked, observe: (changes: Partial<ObservedRequest> = {}) => observe({ ...bare, ...changes }) };
}

const bare: ObservedRequest = {
  segments: ["demo", "clip", "index.m3u8"],
  trailingSlash: false,
  query: "",
  method: "GET",
  headers: {},
  ip: "203.0.113.7",
};

describe("what claims look at", () => {
  test("is the public URL, whatever Host was sent, without credentials", () => {
    const { observe } = observer();
    const query = `q=1&CAT=${CAT}&token=st_x`;
    const { url } = observe({ query, headers: { host: "evil.example" } });
    expect(url).toBe("https://tv.example/media/demo/clip/index.m3u8?q=1");
    expect(observe({ segments: ["demo", "a b:c@d é"] }).url).toBe(
      "https://tv.example/media/demo/a%20b:c@d%20%C3%A9",
    );
    expect(observe(streamAddress("demo/clip")).url).toBe("https://tv.example/media/demo/clip/");
  });

  test.each(["authorization", "cookie", "dpop", "cta-common-access-token", "proxy-authorization"])(
    "is not the header %s, which carries credentials",
    name => {
      const facts = observer().observe({ headers: { [name]: "secret", "x-a": "1" } });
      expect(facts.header?.(name)).toBeUndefined();
      expect(facts.header?.("x-a")).toBe("1");
      expect(facts.header?.("toString")).toBeUndefined();
    },
  );

  test("is looked up once for an address, and only when a place is asked for", () => {
    const { asked, observe } = observer();
    const context = claimContext(observe(), {
      nowSeconds: 1,
      ip: "203.0.113.7",
      isBarred: id => id === "barred",
    });
    expect([context.method, context.draw, context.isBarred?.("barred")]).toEqual(["GET", 0.25, true]);
    expect(asked).toEqual([]);
    expect([context.country, context.region, context.asn, context.latitude, context.longitude]).toEqual([
      "SE",
      "AB",
      64_500,
      59,
      18,
    ]);
    expect(asked).toEqual(["203.0.113.7"]);
  });

  test("is what a proxy says before what a database says, and no region of another country", () => {
    const facts = observer().observe({
      connection: {
        country: "NO",
        region: undefined,
        asn: 1,
        alpn: "h2",
        tlsFingerprints: { ja4: "t13d" },
        certificateKeys: undefined,
      },
    });
    expect([facts.country, facts.region, facts.asn, facts.alpn]).toEqual(["NO", undefined, 1, "h2"]);
  });

  test("has no place where the address is not known", () => {
    expect(observer().observe({ ip: undefined }).country).toBeUndefined();
  });
});
