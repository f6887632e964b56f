import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompatRoute, CompatSystem } from "../packages/server/src/compat/compat-system.ts";
import { compatSystems } from "../packages/server/src/compat/index.ts";
import type { RawAnswer } from "./bad-input/raw-request.ts";
import { callAs } from "./compat/doors.ts";
import { foreignCall, type HeldNames } from "./compat/foreign-names.ts";
import { keyHeaders } from "./compat/key-headers.ts";
import { sendCall } from "./compat/send-call.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const UUID = "2e8cba53-d03e-4616-a060-f70b114d291e";

/** Names of the same lengths that nobody has. */
const unknown: HeldNames = {
  organization: "norg",
  application: "nobo",
  stream: "nowh",
  alias: "9e8cba53-d03e-4616-a060-f70b114d291f",
  opaque: "st_00000000000000000000000000000000000000",
  jwt: "st_11111111111111111111111111111111111111",
  uuid: "9e8cba53-d03e-4616-a060-f70b114d2910",
  kid: "9e8cba53-d03e-4616-a060-f70b114d291e-7148f",
  subscriber: "nobody",
};

let sluice: TestServer;
let theirs: HeldNames;
/** Keys that may do everything, elsewhere. */
let strangers: Readonly<Record<string, string>>;

beforeAll(async () => {
  sluice = await startSluice();
  await make("/v1/applications", { name: "acme", kind: "live" });
  await make("/v1/applications", { name: "else", kind: "live" });
  await make("/v1/streams", { application: "acme", id: "show", aliases: [UUID] });
  theirs = await holdThings();
  const beta = await make("/v1/organizations", { code: "beta" });
  const limited = await make("/v1/api-keys", { name: "limited", scopes: ["admin"], applications: ["else"] });
  strangers = {
    "another organization's key": (beta.api_key as { key: string }).key,
    "a key that is limited to another application": String(limited.key),
  };
});
afterAll(() => sluice?.stop());

async function make(path: string, body: unknown): Promise<Record<string, unknown>> {
  const made = await sluice.api("POST", path, body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

/** One of everything that the systems' users make, in the first organization's application `acme`. */
async function holdThings(): Promise<HeldNames> {
  const later = Math.floor(Date.now() / 1_000) + 3_600;
  const broadcasts = "/acme/rest/v2/broadcasts/show";
  const opaque = await callAs(sluice, "antmedia", {
    method: "GET",
    path: `${broadcasts}/token?expireDate=${later}&type=play`,
  });
  const subscriber = { subscriberId: "carol", type: "play" };
  await callAs(sluice, "antmedia", { method: "POST", path: `${broadcasts}/subscribers`, json: subscriber });
  const jwt = await callAs(sluice, "bintu", {
    method: "POST",
    path: "/api/v1/splay",
    json: { streams: ["acme/show"] },
  });
  const path = `/api/v1/demo/assets/${UUID}/access_tokens/`;
  const uuid = await callAs(sluice, "tpstreams", { method: "POST", path, json: {} });
  const key = await callAs(sluice, "flowplayer", {
    method: "POST",
    path: "/platform/v3/playback_tokens/keys",
    json: { name: "theirs" },
  });
  return {
    organization: "demo",
    application: "acme",
    stream: "show",
    alias: UUID,
    opaque: String(opaque.tokenId),
    jwt: (jwt.data as { token: string }).token,
    uuid: String(uuid.code),
    kid: String(key.id),
    subscriber: "carol",
  };
}

/** Everything that could have been changed. */
async function snapshot(): Promise<string> {
  const paths = ["/v1/tokens?limit=200", "/v1/keys", "/v1/streams", "/v1/applications", "/v1/revocations"];
  const seen = await Promise.all(paths.map(path => sluice.api("GET", path)));
  const path = "/acme/rest/v2/broadcasts/show/subscribers/list/0/10";
  const subscribers = await callAs(sluice, "antmedia", { method: "GET", path });
  return JSON.stringify([...seen.map(({ body }) => body), subscribers]);
}

const cases = compatSystems.flatMap(system =>
  system.routes
    .filter(({ scope }) => scope !== "open")
    .flatMap(route =>
      foreignCall(route, unknown) ? [{ name: `${route.method} ${route.url}`, system, route }] : [],
    ),
);

test("every system has calls that name what somebody has", () => {
  expect([...new Set(cases.map(({ system }) => system.id))]).toEqual(compatSystems.map(({ id }) => id));
});

describe.each(["another organization's key", "a key that is limited to another application"])("%s", who => {
  test.each(cases)("$name answers the same about what is not its own as about what nobody has", async one => {
    const before = await snapshot();
    const [real, none] = [
      await ask(one.system, one.route, theirs, who),
      await ask(one.system, one.route, unknown, who),
    ];
    expect(plain(real, theirs)).toEqual(plain(none, unknown));
    // What is answered alike may be an empty list, and is no more than that.
    if (real.status < 300) expect(real.body).toMatch(/^(\[\]|.*"(success":false|count":0).*)?$/);
    expect(await snapshot()).toBe(before);
  });
});

async function ask(
  { id }: CompatSystem,
  route: CompatRoute,
  names: HeldNames,
  who: string,
): Promise<RawAnswer> {
  const { path, body } = foreignCall(route, names) ?? expect.fail("names nothing");
  const [name, value] = keyHeaders[id](strangers[who] ?? expect.fail(who));
  const request = { method: route.method, path, headers: { [name]: value } } as const;
  return sendCall(sluice.url, body === undefined ? request : { ...request, json: body });
}

/** An answer without its reference, and without the names that were asked about. */
function plain({ status, body }: RawAnswer, names: HeldNames): unknown {
  const text = Object.entries(names)
    .toSorted(([, one], [, other]) => other.length - one.length)
    .reduce((rest, [name, value]) => rest.replaceAll(value, `{${name}}`), body);
  return { status, text };
}

test("an older organization that imports another's public key, and has an alias of the same name, gets neither its viewers nor a say on its tokens", async () => {
  const json = async (method: string, path: string, body: unknown, key?: string) => {
    const headers = { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) };
    const answer = await fetch(sluice.url + path, { method, headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  };
  const organization = async (code: string) => {
    const { api_key: made } = await make("/v1/organizations", { code });
    return (made as { key: string }).key;
  };
  const [older, owner] = [await organization("older"), await organization("owner")];
  expect((await json("POST", "/v1/keys", { name: "first" }, older)).status).toBe(201);
  for (const [key, application] of [
    [older, "olderapp"],
    [owner, "ownerapp"],
  ] as const) {
    expect((await json("POST", "/v1/applications", { name: application, kind: "vod" }, key)).status).toBe(
      201,
    );
    const stream = { application, id: "show", aliases: ["both"] };
    expect((await json("POST", "/v1/streams", stream, key)).status).toBe(201);
  }
  const grant = { kind: "jwt", action: "play", target: { organization: true } };
  const { body: minted } = await json("POST", "/v1/tokens", grant, owner);
  const published = await fetch(`${sluice.url}/o/owner/.well-known/jwks.json`).then(answer => answer.json());
  const [jwk] = published.keys;
  const taken = await json("POST", "/v1/keys", { name: "taken", kid: jwk.kid, import: { jwk } }, older);
  expect(taken.status).toBe(201);
  const { token } = minted;
  expect((await json("POST", "/api/v1/splay/verify", { token })).status).toBe(200);
  const headers = { authorization: `Bearer ${owner}` };
  const revoked = await fetch(`${sluice.url}/v1/tokens/${minted.id}`, { method: "DELETE", headers });
  expect(revoked.status).toBe(204);
  const refused = { status: 403, body: { message: "jwt revoked" } };
  expect(await json("POST", "/api/v1/splay/verify", { token })).toMatchObject(refused);
  const page = await json("POST", "/s", { stream: "both", token });
  expect(page).toMatchObject({ status: 403, body: { reason: "token-revoked" } });
});
