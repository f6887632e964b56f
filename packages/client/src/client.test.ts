import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import { createSluiceClient, done, idempotencyKey, ifMatch, type ListItem, SluiceProblem } from "./index.ts";
import type { components } from "./schema.ts";

const apiKey = "sk_1234567890abcdef";
const url = "https://media.example.com/sluice";

/** A client whose server answers what it is told, and the requests that it was sent. */
function clientOf(...answers: readonly Response[]) {
  const requests: Request[] = [];
  const left = [...answers];
  const sluice = createSluiceClient({
    url,
    apiKey,
    fetch: async request => {
      requests.push(request);
      return left.shift() ?? Response.error();
    },
  });
  return { sluice, requests };
}

const problem = {
  type: "about:blank",
  title: "Unprocessable Entity",
  status: 422,
  reason: "request-invalid",
  detail: "user: is not valid",
  ref: "ABCDEFGHJK",
  errors: [{ field: "user", message: "is not valid" }],
};

describe("a call", () => {
  test("goes to the server's own address with the key, and follows no redirect", async () => {
    const { sluice, requests } = clientOf(Response.json({ id: "st_1" }));
    await sluice.GET("/v1/tokens/{id}", { params: { path: { id: "st_1/../x" } } });
    expect(requests[0]?.url).toBe(`${url}/v1/tokens/st_1%2F..%2Fx`);
    expect(requests[0]?.headers.get("authorization")).toBe(`Bearer ${apiKey}`);
    expect(requests[0]?.redirect).toBe("error");
  });

  test("answers data or a problem with the types of the document", async () => {
    const { sluice } = clientOf(Response.json(problem, { status: 422 }));
    const { data, error } = await sluice.GET("/v1/tokens", { params: { query: { user: "anna" } } });
    expect(error?.reason).toBe("request-invalid");
    expectTypeOf(data?.items[0]).toEqualTypeOf<components["schemas"]["Token"] | undefined>();
  });
});

describe("done", () => {
  test("answers what the call was made for", async () => {
    const { sluice } = clientOf(Response.json({ id: "st_1" }, { status: 201 }));
    const target = { streams: ["demo/clip"] };
    const call = sluice.POST("/v1/tokens", { body: { kind: "one-time", action: "play", target } });
    const token = await done(call);
    expect(token.id).toBe("st_1");
    expectTypeOf(token).toEqualTypeOf<components["schemas"]["CreatedToken"]>();
  });

  test("answers nothing where there is nothing", async () => {
    const { sluice } = clientOf(new Response(null, { status: 204 }));
    expect(
      await done(sluice.DELETE("/v1/tokens/{id}", { params: { path: { id: "st_1" } } })),
    ).toBeUndefined();
  });

  test("throws what the server says", async () => {
    const headers = { "retry-after": "60" };
    const { sluice } = clientOf(Response.json(problem, { status: 422, headers }));
    const thrown = await done(sluice.GET("/v1/tokens")).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(SluiceProblem);
    expect(thrown).toMatchObject({
      status: 422,
      reason: "request-invalid",
      ref: "ABCDEFGHJK",
      errors: problem.errors,
      message: "user: is not valid",
      retryAfterSeconds: 60,
    });
  });

  test("throws a problem where something else than Sluice refuses", async () => {
    const { sluice } = clientOf(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(done(sluice.GET("/v1/tokens"))).rejects.toMatchObject({
      status: 502,
      reason: "answer-unreadable",
      ref: undefined,
      errors: [],
    });
  });
});

describe("paginate", () => {
  const page = (ids: readonly string[], next: string | null) =>
    Response.json({ items: ids.map(id => ({ id })), next });

  test("goes through every page with the same filters", async () => {
    const { sluice, requests } = clientOf(page(["1", "2"], "more"), page([], "still"), page(["3"], null));
    const ids: string[] = [];
    for await (const token of sluice.paginate("/v1/tokens", { query: { user: "anna", limit: 2 } })) {
      expectTypeOf(token).toEqualTypeOf<ListItem<"/v1/tokens">>();
      ids.push(token.id);
    }
    expect(ids).toEqual(["1", "2", "3"]);
    expect(requests.map(request => new URL(request.url).search)).toEqual([
      "?limit=2&user=anna",
      "?limit=2&user=anna&cursor=more",
      "?limit=2&user=anna&cursor=still",
    ]);
  });

  test("asks for no page that nobody wants", async () => {
    const { sluice, requests } = clientOf(page(["1"], "more"));
    for await (const _ of sluice.paginate("/v1/sessions")) break;
    expect(requests).toHaveLength(1);
  });

  test("throws the problem that stops it", async () => {
    const { sluice } = clientOf(page(["1"], "more"), Response.json(problem, { status: 422 }));
    const ids: string[] = [];
    const all = async () => {
      for await (const { id } of sluice.paginate("/v1/tokens")) ids.push(id);
    };
    await expect(all()).rejects.toBeInstanceOf(SluiceProblem);
    expect(ids).toEqual(["1"]);
  });
});

describe("the headers of a change", () => {
  test("name the version that was read", () => {
    expect(ifMatch({ version: 7 })).toEqual({ "if-match": '"7"' });
  });

  test("name a request that may be sent again, by a new key unless one is given", () => {
    expect(idempotencyKey("order-17")).toEqual({ "idempotency-key": "order-17" });
    expect(idempotencyKey()).not.toEqual(idempotencyKey());
  });
});

describe("the key", () => {
  test("is in no printed form of the client or of what it throws", async () => {
    const { sluice } = clientOf(Response.json(problem, { status: 422 }));
    const thrown: unknown = await done(sluice.GET("/v1/tokens")).catch((error: unknown) => error);
    for (const value of [sluice, thrown]) {
      const shown = inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value) + String(value);
      expect(shown).not.toContain(apiKey);
    }
  });

  test("that no header can hold is refused without being repeated", () => {
    for (const wrong of ["", "sk_1\nx", "sk ü"]) {
      const make = () => createSluiceClient({ url, apiKey: wrong });
      expect(make).toThrow(/^apiKey: is no API key$/);
    }
  });

  test("goes to no address that is not one of the web", () => {
    expect(() => createSluiceClient({ url: "file:///etc", apiKey })).toThrow(TypeError);
    expect(() => createSluiceClient({ url: "media.example.com", apiKey })).toThrow(TypeError);
  });
});
