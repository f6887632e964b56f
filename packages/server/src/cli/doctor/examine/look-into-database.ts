import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { FIRST_ORGANIZATION } from "../../../registry/built-in.ts";
import { isAdministrator } from "../../../store/administrator.ts";
import type { ApiKeyRecord } from "../../../store/api-keys.ts";
import type { StoredObject } from "../../../store/objects.ts";
import { prepareApiKeyReads } from "../../../store/sqlite/api-keys.ts";
import { prepareHighWater } from "../../../store/sqlite/high-water.ts";
import { prepareMasterKeyCheck } from "../../../store/sqlite/master-key-check.ts";
import { SCHEMA_VERSION, schemaVersion } from "../../../store/sqlite/migrations.ts";
import { prepareObjects } from "../../../store/sqlite/objects.ts";
import { storageFault } from "../../../store/sqlite/storage-fault.ts";
import { openForLooking } from "./open-for-looking.ts";

const PAGE = 200;

/** What the checks want to know of a database. */
export interface DatabaseFacts {
  /** The latest second that the server has seen. */
  readonly highWaterSeconds: number;
  readonly hasAdministrator: boolean;
  /** What the master key of the last start is known again by. */
  readonly masterKeyCheck: Uint8Array | undefined;
  /** What was declared through the API. */
  readonly objects: readonly StoredObject[];
}

/** A database, as far as it can be read. */
export type DatabaseReading =
  | { readonly kind: "absent" }
  /** `fault` is in plain words, without a full stop. */
  | { readonly kind: "unreadable"; readonly fault: string }
  | { readonly kind: "older" | "newer"; readonly schemaVersion: number }
  | { readonly kind: "read"; readonly facts: DatabaseFacts };

/** Reads a server's database beside the server, or without one. Writes nothing. */
export function lookIntoDatabase(file: string, nowSeconds: number): DatabaseReading {
  if (!existsSync(file)) return { kind: "absent" };
  try {
    const database = openForLooking(file);
    try {
      return read(database, nowSeconds);
    } finally {
      database.close();
    }
  } catch (error) {
    return { kind: "unreadable", fault: storageFault(error)?.message ?? "its contents make no sense" };
  }
}

function read(database: DatabaseSync, nowSeconds: number): DatabaseReading {
  const found = schemaVersion(database);
  if (found !== SCHEMA_VERSION) {
    return { kind: found < SCHEMA_VERSION ? "older" : "newer", schemaVersion: found };
  }
  const facts = {
    highWaterSeconds: prepareHighWater(database)(),
    hasAdministrator: keysOf(database).some(key => isAdministrator(key, nowSeconds)),
    masterKeyCheck: prepareMasterKeyCheck(database)(),
    objects: prepareObjects(database)(),
  };
  return { kind: "read", facts };
}

function keysOf(database: DatabaseSync): readonly ApiKeyRecord[] {
  const { list } = prepareApiKeyReads(database);
  const keys: ApiKeyRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = list({ organization: FIRST_ORGANIZATION, within: undefined, limit: PAGE, cursor });
    keys.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return keys;
}
