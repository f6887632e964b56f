import { readdirSync, readFileSync } from "node:fs";
import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import { mediaServerHooks } from "../index.ts";
import type { CallServer, ServerRequest } from "../server-api.ts";

const folder = new URL("../../../../../vectors/hooks/apis/", import.meta.url);

/** See vectors/hooks/apis/README.md. */
const vector = z.strictObject({
  source: z.string().min(10),
  shows: z.string().min(5),
  settings: z
    .strictObject({ username: z.string(), password: z.string(), secret: z.string() })
    .partial()
    .default({}),
  exchanges: z.array(
    z.strictObject({
      call: z.strictObject({
        method: z.string(),
        path: z.string(),
        authorization: z.string().optional(),
        json: z.json().optional(),
      }),
      reply: z.strictObject({ status: z.int(), text: z.string().optional(), json: z.json().optional() }),
    }),
  ),
  list: z.looseObject({}).optional(),
  kick: z
    .strictObject({
      connection: z.strictObject({ id: z.string(), protocol: z.string() }),
      of: z.strictObject({ action: z.enum(["publish", "play"]), stream: z.string() }),
      outcome: z.enum(["kicked", "gone", "unsupported"]),
    })
    .optional(),
  /** The message of the fault that the list is instead. */
  fails: z.string().optional(),
});
type Vector = z.infer<typeof vector>;

const withApi = mediaServerHooks.filter(({ openApi }) => openApi !== undefined);

test("every media server with an API of its own has vectors of it, and no other", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(withApi.map(({ kind }) => kind).sort());
});

for (const hook of withApi) {
  describe(`the API of ${hook.kind}`, () => {
    const vectors = readVectors(hook.kind);

    test.each(vectors)("$name: $shows", async given => {
      const script = scripted(given);
      const api = hook.openApi?.(settingsOf(hook.kind, given), script.call);
      if (given.kick) {
        const { connection, of, outcome } = given.kick;
        expect(await api?.kick({ server: hook.kind, ...connection }, of)).toBe(outcome);
      } else if (given.fails !== undefined) {
        await expect(api?.list()).rejects.toThrow(new RegExp(`^${given.fails}$`));
      } else {
        expect(JSON.parse(JSON.stringify(await api?.list()))).toEqual(given.list);
      }
      expect(script.left()).toEqual([]);
    });

    test("has a list, a kick, one of somebody who is gone, and a fault among its vectors", () => {
      expect(vectors.some(({ list }) => list !== undefined)).toBe(true);
      expect(vectors.some(({ kick }) => kick?.outcome === "kicked")).toBe(true);
      expect(vectors.some(({ kick }) => kick?.outcome === "gone")).toBe(true);
      expect(vectors.some(({ fails }) => fails !== undefined)).toBe(true);
    });
  });
}

function readVectors(kind: string): readonly (Vector & { readonly name: string })[] {
  const place = new URL(`${kind}/`, folder);
  return readdirSync(place).map(name => ({
    name,
    ...vector.parse(JSON.parse(readFileSync(new URL(name, place), "utf8"))),
  }));
}

/** Answers exactly the calls that are written down, in their order. */
function scripted({ exchanges }: Vector): { readonly call: CallServer; left(): readonly unknown[] } {
  const rest = [...exchanges];
  return {
    async call(request) {
      const next = rest.shift();
      expect(asWritten(request)).toEqual(next?.call);
      const { status = 0, text, json } = next?.reply ?? {};
      return { status, text: text ?? JSON.stringify(json) };
    },
    left: () => rest,
  };
}

function asWritten({ method, path, headers = {}, json }: ServerRequest): object {
  const { authorization } = headers;
  return JSON.parse(JSON.stringify({ method, path, authorization, json }));
}

function settingsOf(kind: MediaServerSettings["kind"], { settings }: Vector): MediaServerSettings {
  const { username, password, secret } = settings;
  return {
    name: kind,
    kind,
    secrets: [],
    allow: [],
    application: "live",
    needsPublisher: true,
    trustsClientAddress: true,
    lifetimeSeconds: 120,
    addresses: {},
    api: {
      url: "http://127.0.0.1:9",
      username,
      password: password === undefined ? undefined : new Secret(password),
      secret: secret === undefined ? undefined : new Secret(secret),
    },
  };
}
