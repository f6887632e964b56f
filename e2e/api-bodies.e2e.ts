import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectCors } from "./bad-input/expect-refusal.ts";
import { fillIn, mintNamedCredentials, type NamedCredentials } from "./bad-input/named-credentials.ts";
import {
  exchangeBytes,
  parseAnswer,
  type RawAnswer,
  type RawHeader,
  rawRequest,
} from "./bad-input/raw-request.ts";
import { apiTable } from "./bad-input/refusal-tables.ts";
import { ADMIN_KEY } from "./support/sluice.ts";

/** One line of an API table; vectors/refusals/README.md says what each key means. */
interface ApiCase {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: unknown;
  readonly key?: string | null;
  readonly status: number;
  readonly reason: string;
  readonly fields?: readonly string[];
  readonly why: string;
}

let server: AttackedServer;
let credentials: NamedCredentials;
let tokensBefore: readonly unknown[];

beforeAll(async () => {
  server = await startAttackedServer();
  credentials = { ...(await mintNamedCredentials(server)), key: ADMIN_KEY };
  tokensBefore = await listTokens();
});
afterAll(() => server.stop());

async function listTokens(): Promise<readonly unknown[]> {
  const { body } = await server.api("GET", "/v1/tokens?limit=200");
  if (!Array.isArray(body["items"])) throw new Error("no list of tokens");
  return body["items"];
}

function send({
  method,
  path,
  type = "application/json",
  body,
  key = ADMIN_KEY,
}: ApiCase): Promise<RawAnswer> {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const headers: RawHeader[] = [
    ...(key === null ? [] : [["Authorization", `Bearer ${fillIn(key, credentials)}`] as const]),
    ...(text === undefined ? [] : [["Content-Type", type] as const]),
  ];
  return rawRequest(server.url, {
    method,
    target: fillIn(path, credentials),
    headers,
    ...(text === undefined ? {} : { body: fillIn(text, credentials) }),
  });
}

/** A problem as RFC 9457 has it: code, one sentence, the fields by name, and nothing of a credential. */
function expectProblem(answer: RawAnswer, expected: ApiCase): void {
  const { status, json, headers } = answer;
  expect({ status, reason: json["reason"] }).toEqual({ status: expected.status, reason: expected.reason });
  expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
  expect(headers["cache-control"]).toBe("no-store");
  expect(json["status"]).toBe(expected.status);
  expect(json["title"]).toMatch(/^[A-Z]/);
  expect(json["detail"]).toMatch(/\S/);
  if (expected.fields) {
    const errors = json["errors"];
    const fields = Array.isArray(errors) ? errors.map(error => error.field) : [];
    expect(fields).toEqual(expect.arrayContaining([...expected.fields]));
    for (const field of expected.fields) expect(json["detail"]).toContain(field);
  }
  for (const name of ["good", "handle", "key"]) expect(answer.body).not.toContain(credentials[name]);
  expect(answer.body).not.toMatch(/FST_|node_modules|\bat .*:\d+:\d+/);
}

describe("the API answers with a problem", () => {
  test.each(apiTable<ApiCase>("problems"))("$method $path: $why: $status $reason", async refusal => {
    expectProblem(await send(refusal), refusal);
  });
});

describe("POST /s answers with a problem that scripts of any site may read", () => {
  test.each(apiTable<ApiCase>("open-session"))("$why: $status $reason", async refusal => {
    const answer = await send(refusal);
    expectProblem(answer, refusal);
    expectCors(answer);
  });
});

describe("after all that", () => {
  test("the server is up and keeps its promises", async () => {
    expect(server.process.exitCode).toBe(null);
    expect((await server.api("GET", "/v1/health")).body["status"]).toBe("ok");
    expect(server.output()).not.toContain('"level":50');
  });

  test("no prototype was changed and no token was made", async () => {
    expect(tokensBefore.length).toBeGreaterThan(5);
    expect((await listTokens()).length).toBe(tokensBefore.length);
    expect(Object.keys((await server.api("GET", "/v1/health")).body)).not.toContain("admin");
  });
});

describe("what looks odd and is right", () => {
  const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };

  test("null means for ever", async () => {
    for (const life of [{ expires_at: null }, { ttl_seconds: null }]) {
      const { status, body } = await server.api("POST", "/v1/tokens", { ...grant, ...life });
      expect({ status, expires_at: body["expires_at"] }).toEqual({ status: 201, expires_at: null });
    }
  });

  test("neither expiry means the application's own", async () => {
    const { body } = await server.api("POST", "/v1/tokens", grant);
    expect(Number(body["expires_at"]) - Number(body["created_at"])).toBe(86_400);
  });

  test("DELETE may carry the type of JSON and no body", async () => {
    const { id } = await server.mint();
    const base = { method: "DELETE", path: `/v1/tokens/${id}`, reason: "", why: "" };
    expect((await send({ ...base, body: "", status: 204 })).status).toBe(204);
  });

  test("an id may be percent-encoded, and a token's text stands for its id", async () => {
    const { id, token } = await server.mint();
    for (const path of [`/v1/tokens/%73t_${id.slice(3)}`, `/v1/tokens/${token}`]) {
      const { status, body } = await server.api("GET", path);
      expect({ status, id: body["id"] }).toEqual({ status: 200, id });
      expect(JSON.stringify(body)).not.toContain(token);
    }
  });

  test("annotations may be any JSON of reasonable depth", async () => {
    const annotations: unknown[] = [{ a: [[[{ b: null }]]] }, 1, "x", true, { valueOf: "y" }];
    const { status, body } = await server.api("POST", "/v1/tokens", { ...grant, annotations });
    expect({ status, annotations: body["annotations"] }).toEqual({ status: 201, annotations });
  });

  test("of a key that comes twice in an object the last counts, as in ECMA-262", async () => {
    const text = JSON.stringify(grant).replace('"action":"play"', '"action":"play","action":"publish"');
    const answer = await send({
      method: "POST",
      path: "/v1/tokens",
      body: text,
      status: 201,
      reason: "",
      why: "",
    });
    expect({ status: answer.status, action: answer.json["action"] }).toEqual({
      status: 201,
      action: "publish",
    });
  });

  test("a body in pieces, without a length, is one body", async () => {
    const text = JSON.stringify(grant);
    const pieces = [text.slice(0, 10), text.slice(10), ""].map(
      piece => `${piece.length.toString(16)}\r\n${piece}\r\n`,
    );
    const lines = [
      "POST /v1/tokens HTTP/1.1",
      "Host: x",
      "Connection: close",
      `Authorization: Bearer ${ADMIN_KEY}`,
      "Content-Type: application/json; charset=utf-8",
      "Transfer-Encoding: chunked",
    ];
    const request = `${lines.join("\r\n")}\r\n\r\n${pieces.join("")}`;
    expect(parseAnswer(await exchangeBytes(server.url, request)).status).toBe(201);
  });

  test("a body of five megabytes is refused without a reset, so that its sender can read why", async () => {
    const response = await fetch(`${server.url}/v1/tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
      body: "x".repeat(5_000_000),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ reason: "body-too-large" });
  });
});
