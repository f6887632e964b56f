import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compatSystems } from "../packages/server/src/compat/index.ts";
import { exchangeBytes, parseAnswer, type RawAnswer } from "./bad-input/raw-request.ts";
import { type BadCall, badCalls } from "./compat/bad-calls.ts";
import { keyHeaders } from "./compat/key-headers.ts";
import { isClearRefusal } from "./compat/problem-forms.ts";
import { plainValue, routePath } from "./compat/route-path.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";

const AT_ONCE = 8;
const LONGEST_REFUSAL = 8_192;

let sluice: TestServer;
beforeAll(async () => {
  // Held to a rate, most of these calls would be refused before anything reads them.
  sluice = await startSluice({ env: { SLUICE_COMPAT_CALLS_PER_SECOND: "100000" } });
});
afterAll(() => sluice?.stop());

for (const system of compatSystems) {
  describe(`whatever is sent to ${system.title} is answered clearly`, () => {
    const routes = system.routes.map(route => ({ name: `${route.method} ${route.url}`, route }));
    test.each(routes)("$name", async ({ route }) => {
      const calls = badCalls(system, route);
      const faults: string[] = [];
      for (let start = 0; start < calls.length; start += AT_ONCE) {
        const some = calls.slice(start, start + AT_ONCE);
        const found = await Promise.all(some.map(call => faultOf(system.id, call)));
        faults.push(...found.flatMap(fault => fault ?? []));
      }
      expect(faults, faults.join("\n")).toEqual([]);
    });
  });
}

describe.each(["audit:read", "decisions:read"])("a key with the scope %s alone", scope => {
  test("is refused by every route that needs another, in its system's form, and nothing is done", async () => {
    const { body } = await sluice.api("POST", "/v1/api-keys", { name: scope, scopes: [scope] });
    const key = String(body.key);
    const before = await sluice.api("GET", "/v1/tokens?limit=1");
    const faults: string[] = [];
    const guarded = compatSystems.flatMap(system =>
      system.routes.filter(route => route.scope !== "open").map(route => ({ system, route })),
    );
    expect(guarded.length).toBeGreaterThan(30);
    for (const { system, route } of guarded) {
      const call = { method: route.method, target: routePath(route.url, plainValue) };
      const answer = await send({ ...call, what: scope, headers: [keyHeaders[system.id](key)] });
      const isFine = answer.status === 403 && isClearRefusal(system.id, route.method, answer);
      if (!isFine || answer.body.includes(key))
        faults.push(`${route.method} ${route.url}: ${answer.status} ${answer.body}`);
    }
    expect(faults, faults.join("\n")).toEqual([]);
    expect((await sluice.api("GET", "/v1/tokens?limit=1")).body.items).toEqual(before.body.items);
  });
});

test("the server is up, has broken nowhere, and has printed no key", async () => {
  expect((await sluice.api("GET", "/v1/health")).status).toBe(200);
  expect(sluice.process.exitCode).toBeNull();
  const printed = sluice.output();
  expect(printed).not.toContain(ADMIN_KEY);
  expect(printed).not.toContain("internal-error");
  expect(printed).not.toMatch(/\n\s+at .+\.ts:\d+/);
});

/** What is wrong with the answer of a bad call; undefined: nothing. */
async function faultOf(system: (typeof compatSystems)[number]["id"], call: BadCall) {
  const said = `${call.method} ${call.what}`;
  const answer = await send(call).catch((error: unknown) => String(error));
  if (typeof answer === "string") return `${said}: ${answer}`;
  const { status, body } = answer;
  const shown = `${said}: ${status} ${body.slice(0, 200)}`;
  if (status >= 500) return shown;
  if (status === 429) return `${shown} is about the rate alone`;
  if (body.includes(ADMIN_KEY)) return `${said}: ${status}, and the key is in it`;
  if (status < 400)
    return call.must === "be refused" && !saysNo(answer) ? `${shown} is no refusal` : undefined;
  // What the frame refuses is in the log under a reference.
  const isLogged = answer.headers["sluice-ref"] !== undefined || call.must === undefined;
  if (!isLogged) return `${shown} has no reference`;
  if (body.length > LONGEST_REFUSAL) return `${said}: ${status} with ${body.length} characters`;
  return isClearRefusal(system, call.method, answer) ? undefined : `${shown} is not in the system's form`;
}

function saysNo({ json }: RawAnswer): boolean {
  return json.success === false;
}

let sent = 0;

/** Each from an address of its own: whoever guesses keys is slowed down. */
async function send({ method, target, headers, bytes }: BadCall): Promise<RawAnswer> {
  sent += 1;
  const from = `127.9.${(sent >> 8) & 0xff}.${sent & 0xff}`;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const length = bytes === undefined && method !== "POST" ? [] : [`Content-Length: ${bytes?.length ?? 0}`];
  const head = [
    `${method} ${target} HTTP/1.1`,
    "Host: sluice.test",
    "Connection: close",
    ...lines,
    ...length,
  ];
  const whole = Buffer.concat([
    Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"),
    bytes ?? Buffer.alloc(0),
  ]);
  return parseAnswer(await exchangeBytes(sluice.url, whole, from), method);
}
