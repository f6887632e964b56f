import { z } from "zod";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { PlainFailure } from "../plain-failure.ts";

const MOST_ON_A_PAGE = 200;

const streamSeen = z.object({
  name: z.string(),
  kind: z.string(),
  group: z.string().nullable(),
  aliases: z.array(z.string()),
  enforcement: z.object({ play: z.string().nullable() }),
  embed_token: z.boolean().nullable().default(null),
  follow_default: z.boolean().default(false),
  declared_in: z.string().nullable(),
});

/** A registered stream, as far as an import compares it. */
export type StreamSeen = z.infer<typeof streamSeen>;

const keySeen = z.object({ kid: z.string().nullable(), name: z.string() });
const applicationSeen = z.object({ name: z.string(), kind: z.enum(["live", "vod"]) });

/** What the server has. */
export interface Existing {
  readonly streams: readonly StreamSeen[];
  readonly kids: ReadonlySet<string>;
  /** Of the application that the streams are for. */
  readonly kind: "live" | "vod";
}

/**
 * Asks what is there already.
 *
 * @throws PlainFailure when there is no such application, or the API key may not see these things
 */
export async function readExisting(connection: Connection, application: string): Promise<Existing> {
  const applications = await all(connection, "/v1/applications", applicationSeen);
  const found = applications.find(({ name }) => name === application);
  if (!found) {
    throw new PlainFailure(
      `There is no application ${JSON.stringify(application)}: make it with sluice application create, with its origin.`,
    );
  }
  const streams = await all(connection, "/v1/streams", streamSeen);
  const keys = await all(connection, "/v1/keys", keySeen);
  return { streams, kids: new Set(keys.flatMap(({ kid }) => kid ?? [])), kind: found.kind };
}

/** Every item of a list, page by page. */
async function all<T>(connection: Connection, path: string, item: z.ZodType<T>): Promise<readonly T[]> {
  const page = z.object({ items: z.array(item), next: z.string().nullable() });
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const call = { method: "GET", path, query: { limit: MOST_ON_A_PAGE, cursor } } as const;
    const { value } = await ask(connection, call, page);
    items.push(...value.items);
    cursor = value.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}
