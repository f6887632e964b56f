import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handleOf } from "./bad-input/named-credentials.ts";
import { exchangeBytes, type RawAnswer, rawRequest } from "./bad-input/raw-request.ts";
import {
  apiCallsWith,
  type Planted,
  plantedConfigured,
  plantedKey,
  plantedToken,
  plantedWhole,
  requestsNaming,
  requestsWith,
  variants,
} from "./secrecy/planted.ts";
import { type RecordingOrigin, startRecordingOrigin } from "./secrecy/recording-origin.ts";
import { writeConfiguration } from "./support/origin-applications.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const ORIGIN_KEY = "origin-key-7f3a9c5e1b";
const HOOK_SECRET = "hook-secret~4d1c8e6b2a";

let server: TestServer;
let origin: RecordingOrigin;
let good: string;
let planted: readonly Planted[];
/** Everything that was answered, but for what answers with a credential on purpose. */
const replies: string[] = [];
let clients = 0;

beforeAll(async () => {
  origin = await startRecordingOrigin();
  const files = { kind: "vod", origin: { url: origin.url, headers: { "X-Origin-Key": ORIGIN_KEY } } };
  server = await startSluice({
    env: {
      SLUICE_LOG_LEVEL: "debug",
      SLUICE_HOOK_SECRET: HOOK_SECRET,
      SLUICE_CONFIG: writeConfiguration({ files, shows: { ...files, streams: { clip: null } } }),
    },
  });
  const mint = async (grant: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    (await server.mint({ kind: "access", target: { organization: true }, ...grant })).token;
  good = await mint();
  const revoked = await mint();
  await server.api("DELETE", `/v1/tokens/${revoked}`);
  planted = [
    plantedToken("a good token", good),
    plantedToken("a one-time token", await mint({ kind: "one-time" })),
    plantedToken("an expired token", await mint({ expires_at: 1 })),
    plantedToken("a revoked token", revoked),
    plantedToken("a token of another server", `st_${"Ab1".repeat(4)}${"q9WmZ2xLr7TkV4nB8sHc5yJd3F"}`),
    plantedWhole("a handle", await handleOf(server, good, "files/clip")),
    plantedKey("an API key of another server", `sk_Zz9Yy8Xx${"m4Q7tR2vK9wL5pN8sJ3hG6fD1cB0aE"}`),
    plantedConfigured("the configured API key", ADMIN_KEY),
    plantedConfigured("the configured secret of media servers", HOOK_SECRET),
  ];
  for (const secret of planted) await plant(secret);
  // Decisions are written behind the requests, sessions every two seconds.
  await sleep(3_000);
});
afterAll(async () => {
  await server.stop();
  await origin.close();
});

async function plant(secret: Planted): Promise<void> {
  for (const request of requestsNaming(secret.text, good)) keep(await sendPlanted(request));
  for (const text of variants(secret.text)) {
    const requests = requestsWith(text, good);
    for (let index = 0; index < requests.length; index += 16) {
      const answers = await Promise.all(requests.slice(index, index + 16).map(sendPlanted));
      for (const answer of answers) keep(answer);
    }
    for (const [method, path, body] of apiCallsWith(text)) {
      const answer = await rawRequest(server.url, {
        method,
        target: path,
        headers: [
          ["Authorization", `Bearer ${ADMIN_KEY}`],
          ["Content-Type", "application/json"],
        ],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      // The mint alone answers with a token; a text that made one here would be a finding of its own.
      expect(answer.status === 201 && "token" in answer.json).toBe(false);
      keep(answer);
    }
    await exchangeBytes(server.url, Buffer.from(`${text}\r\n\r\n`)).then(reply => replies.push(reply));
  }
}

/** From an address of its own, so that the throttle does not hide what a refusal says. */
async function sendPlanted(request: Parameters<typeof rawRequest>[1]): Promise<RawAnswer> {
  clients += 1;
  return rawRequest(server.url, { ...request, from: `127.20.${(clients >> 8) & 255}.${clients & 255}` });
}

/** Notes an answer. Manifests, redirects and opened sessions hold a new handle: that is what they are for. */
function keep({ status, headers, body }: RawAnswer): void {
  const withoutOwn = body.replace(/\/s\/[\w-]{62}\//g, "/s/…/");
  const { location = "", ...rest } = headers;
  replies.push(
    `${status} ${JSON.stringify(rest)} ${location.replace(/\/s\/[\w-]{62}\//, "/s/…/")} ${withoutOwn}`,
  );
}

/** Fails with the name of the credential and the text around it. */
function expectNone(place: string, text: string, secrets: readonly Planted[] = planted): void {
  const lower = text.toLowerCase();
  for (const { name, needles } of secrets) {
    for (const needle of needles) {
      const at = lower.indexOf(needle.toLowerCase());
      const found = at < 0 ? "" : text.slice(Math.max(0, at - 200), at + 100);
      expect({ place, name, needle, found }).toEqual({ place, name, needle, found: "" });
    }
  }
}

async function everyPage(path: string): Promise<string> {
  let text = "";
  for (let cursor = ""; ; ) {
    const { status, body } = await server.api("GET", `${path}?limit=200${cursor}`);
    expect(status).toBe(200);
    text += JSON.stringify(body);
    if (typeof body["next"] !== "string") return text;
    cursor = `&cursor=${body["next"]}`;
  }
}

describe("a credential, wherever it was put", () => {
  test("was put into many places, and some of them opened the stream", () => {
    expect(replies.length).toBeGreaterThan(10_000);
    for (const status of ["200", "302", "400", "401", "403", "404", "422"]) {
      expect(replies.some(reply => reply.startsWith(status))).toBe(status !== "302");
    }
    expect(origin.requests.length).toBeGreaterThan(500);
  });

  test("is in no line of the log, at the level of debug", async () => {
    const lines = server
      .output()
      .split("\n")
      .filter(line => line.startsWith("{"));
    expect(lines.length).toBeGreaterThan(5_000);
    expectNone("log", server.output());
  });

  test("is in no answer, page or problem", () => {
    for (let index = 0; index < replies.length; index += 500) {
      expectNone(`replies from ${index}`, replies.slice(index, index + 500).join("\n"));
    }
  });

  test("is in no metric, whose labels hold codes only", async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain("sluice_decisions_total{");
    expectNone("metrics", text);
  });

  test.each(["/v1/tokens", "/v1/sessions", "/v1/revocations"])("is in no list of %s", async path => {
    const text = await everyPage(path);
    expect(text.length).toBeGreaterThan(10);
    expectNone(path, text);
  });

  test("is in no decision", async () => {
    const refs = [
      ...new Set([...server.output().matchAll(/"ref":"(\w{10})"/g)].map(match => match[1] ?? "")),
    ];
    expect(refs.length).toBeGreaterThan(5_000);
    // Every fiftieth is asked for; all of them are in the database, which is read below.
    const texts: string[] = [];
    for (const ref of refs.filter((_, index) => index % 50 === 0)) {
      const { status, body } = await server.api("GET", `/v1/decisions/${ref}`);
      // In such a flood some are only logged: the server says so in sluice_decisions_dropped_total.
      if (status === 200) texts.push(JSON.stringify(body));
    }
    expect(texts.length).toBeGreaterThan(40);
    expectNone("decisions", texts.join("\n"));
  });

  test("is in no byte on the disk", () => {
    const names = readdirSync(server.dataDir, { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    );
    const bytes = names.map(({ parentPath, name }) =>
      readFileSync(join(parentPath, name)).toString("latin1"),
    );
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/-wal$/)]));
    // The public id may be there, and is: the search does search where tokens are.
    expect(bytes.some(text => text.includes(good.slice(0, 15)))).toBe(true);
    for (const [index, text] of bytes.entries()) expectNone(names[index]?.name ?? "", text);
  });

  test("is in no request to the origin, where it stands as it was made", () => {
    const text = origin.requests.join("\n\n");
    expect(text).toContain(ORIGIN_KEY);
    // With letters joined to it, it is no credential, and could be another system's signature.
    for (const { name, text: secret } of planted) {
      const alone = new RegExp(`.{0,100}(?<![\\w-])${secret}(?![\\w-])`).exec(decodeURIComponent(text))?.[0];
      expect({ name, alone }).toEqual({ name, alone: undefined });
    }
  });

  test("is not the only secret that stays inside: the origin's key is in no answer and no log", () => {
    const key = [plantedConfigured("the origin's key", ORIGIN_KEY)];
    expectNone("log", server.output(), key);
    expectNone("replies", replies.join("\n"), key);
  });
});
