import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const call = z
  .strictObject({
    method: z.string().default("POST"),
    rest: z.array(z.string()).default([]),
    query: z.string().default(""),
    headers: z.record(z.string().lowercase(), z.string()).default({}),
    body: z.string().optional(),
    form: z.array(z.string()).optional(),
    json: z.json().optional(),
    bytes: z.hex().optional(),
  })
  .refine(
    ({ body, form, json, bytes }) =>
      [body, form, json, bytes].filter(given => given !== undefined).length < 2,
    {
      error: "more than one body",
    },
  );

const answer = z.strictObject({
  outcome: z.enum(["allowed", "noted", "refused"]),
  lifetimeMilliseconds: z.int().optional(),
  reason: z.string().default("token-revoked"),
  status: z.int(),
  contentType: z.string().optional(),
  body: z.string().optional(),
  location: z.string().optional(),
});

const file = z.strictObject({
  kind: z.string(),
  versions: z.array(z.string().min(1)).min(1),
  sources: z.array(z.string().min(1)).min(1),
  noEnd: z.string().min(20).optional(),
  cases: z.array(
    z.strictObject({
      name: z.string().min(10),
      call,
      server: z
        .strictObject({
          application: z.string().default("live"),
          needsPublisher: z.boolean().default(true),
          trustsClientAddress: z.boolean().default(true),
          lifetimeSeconds: z.int().default(300),
        })
        .prefault({}),
      event: z.looseObject({ event: z.enum(["open", "again", "close", "manage", "notice", "malformed"]) }),
      answers: z.array(answer).default([]),
    }),
  ),
});

/** A call as vectors write it down. */
export type VectorCall = z.infer<typeof call>;
/** An answer that is expected of `render`. */
export type VectorAnswer = z.infer<typeof answer>;
/** One of vectors/hooks, see the README there. */
export type HookVectors = z.infer<typeof file>;
export type HookVector = HookVectors["cases"][number];

const folder = new URL("../../../../../vectors/hooks/", import.meta.url);

/** Reads vectors/hooks/<kind>.json. Throws when there is none, or when it is not of the README's form. */
export function readHookVectors(kind: string): HookVectors {
  return file.parse(JSON.parse(readFileSync(new URL(`${kind}.json`, folder), "utf8")));
}

/** The kinds that have a file. */
export function kindsWithVectors(): readonly string[] {
  const files = readdirSync(folder).filter(name => name.endsWith(".json"));
  return files.map(name => name.slice(0, -".json".length));
}

/** The bytes of a call's body. */
export function bodyOf({ body, form, json, bytes }: VectorCall): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes, "hex");
  if (form !== undefined) return Buffer.from(form.join("&"));
  if (json !== undefined) return Buffer.from(JSON.stringify(json));
  return Buffer.from(body ?? "");
}
