import { afterAll, beforeAll, expect, test } from "vitest";
import { expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { type RawAnswer, rawRequest } from "./bad-input/raw-request.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const GUESSER = "127.0.0.5";
const NEIGHBOUR = "127.0.0.6";
/** Wrong credentials that one address may send in a minute. */
const LIMIT = 30;
const GUESSES = 100;

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startSluice();
  ({ token } = await server.mint({ kind: "access" }));
});
afterAll(() => server.stop());

const guess = (index: number): string => `st_${String(index).padStart(38, "0")}`;

function enter(text: string, from = GUESSER): Promise<RawAnswer> {
  return rawRequest(server.url, { target: `/demo/clip/index.m3u8?token=${text}`, from });
}

function open(text: string, from = GUESSER): Promise<RawAnswer> {
  return rawRequest(server.url, {
    method: "POST",
    target: "/s",
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ stream: "demo/clip", token: text }),
    from,
  });
}

function callApi(key: string, from = GUESSER): Promise<RawAnswer> {
  return rawRequest(server.url, {
    target: "/v1/tokens",
    headers: [["Authorization", `Bearer ${key}`]],
    from,
  });
}

async function inTurn<T>(work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < GUESSES; index += 1) results.push(await work(index));
  return results;
}

test("of 100 guessed tokens from one address the later ones are told to wait, and good ones still pass", async () => {
  const answers = await inTurn(index => enter(guess(index)));
  for (const answer of answers.slice(0, LIMIT))
    expectJsonRefusal(answer, { status: 403, reason: "token-unknown" });
  for (const answer of answers.slice(LIMIT)) {
    expectJsonRefusal(answer, { status: 429, reason: "too-many-guesses" });
    expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(60);
  }
  expect((await enter(token)).status).toBe(200);
  expect((await open(token)).status).toBe(201);
});

test("the throttle is the same one at every carrier and door of tokens", async () => {
  expectJsonRefusal(await open(guess(1)), { status: 429, reason: "too-many-guesses" });
  expectJsonRefusal(await enter("nonsense"), { status: 429, reason: "too-many-guesses" });
  const page = await rawRequest(server.url, {
    target: `/demo/clip?token=${guess(2)}`,
    headers: [["Accept", "text/html"]],
    from: GUESSER,
  });
  expect(page.status).toBe(429);
});

test("who sends no token at all is not a guesser", async () => {
  const answer = await rawRequest(server.url, { target: "/demo/clip/index.m3u8", from: GUESSER });
  expectJsonRefusal(answer, { status: 401, reason: "token-missing" });
});

test("a forged X-Forwarded-For makes no other guesser of anybody", async () => {
  const answer = await rawRequest(server.url, {
    target: `/demo/clip/index.m3u8?token=${guess(3)}`,
    headers: [["X-Forwarded-For", "198.51.100.1"]],
    from: GUESSER,
  });
  expectJsonRefusal(answer, { status: 429, reason: "too-many-guesses" });
});

test("another address is not refused for it", async () => {
  expectJsonRefusal(await enter(guess(4), NEIGHBOUR), { status: 403, reason: "token-unknown" });
  expect((await enter(token, NEIGHBOUR)).status).toBe(200);
});

test("of 100 guessed API keys from one address the later ones are told to wait, and the right one still passes", async () => {
  const answers = await inTurn(index => callApi(`sk_${String(index).padStart(38, "0")}`));
  const first = answers.slice(0, LIMIT);
  expect(new Set(first.map(({ status, json }) => `${status} ${json["reason"]}`))).toEqual(
    new Set(["401 api-key-unknown"]),
  );
  for (const { status, json, headers } of answers.slice(LIMIT)) {
    expect({ status, reason: json["reason"] }).toEqual({ status: 429, reason: "too-many-guesses" });
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  }
  expect((await callApi(ADMIN_KEY)).status).toBe(200);
  expect((await callApi("wrong", NEIGHBOUR)).status).toBe(401);
});

test("guesses of tokens by the API's check are its caller's business", async () => {
  for (let index = 0; index <= LIMIT; index += 1) {
    const { status, body } = await server.api("POST", "/v1/check", {
      action: "play",
      stream: "demo/clip",
      token: guess(index),
      ip: GUESSER,
    });
    expect({ status, reason: body["reason"] }).toEqual({ status: 200, reason: "token-unknown" });
  }
});

test("the metrics count who was told to wait", async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const count = (credential: string): number =>
    Number(
      new RegExp(`sluice_guesses_throttled_total\\{credential="${credential}"\\} (\\d+)`).exec(text)?.[1],
    );
  expect(count("token")).toBeGreaterThanOrEqual(GUESSES - LIMIT);
  expect(count("api-key")).toBeGreaterThanOrEqual(GUESSES - LIMIT);
});
