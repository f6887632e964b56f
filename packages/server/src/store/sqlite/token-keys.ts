import type { DatabaseSync } from "node:sqlite";
import type { Audit } from "../audit.ts";
import type {
  TokenKeyRecord,
  TokenKeySettings,
  TokenKeyStore,
  TokenKeysOutcome,
  TokenKeyWrite,
} from "../token-keys.ts";
import { json, number, optionalJson, optionalNumber, type Row } from "./rows.ts";

/** The two connections, and how work on them is run. */
export interface TokenKeyConnections {
  readonly reader: DatabaseSync;
  readonly writer: DatabaseSync;
  readonly read: <T>(work: () => T) => Promise<T>;
  readonly change: <T>(audit: Audit<T> | undefined, operation: () => T) => Promise<T>;
}

/** The token keys' part of the store. */
export function sqliteTokenKeys({ reader, writer, read, change }: TokenKeyConnections): TokenKeyStore {
  const all = reader.prepare("SELECT * FROM token_keys ORDER BY seq");
  const write = prepareWriteTokenKeys(writer);
  const use = writer.prepare(`UPDATE token_keys SET last_used_at_seconds = ?1
    WHERE id = ?2 AND coalesce(last_used_at_seconds, 0) < ?1`);
  const fetch = writer.prepare("UPDATE token_keys SET fetched_json = ? WHERE id = ?");
  return {
    tokenKeys: () => read(() => all.all().map(tokenKeyOfRow)),
    writeTokenKeys: (writes, audit) => change(audit, () => write(writes)),
    recordTokenKeyUse: (id, atSeconds) => change(undefined, () => void use.run(atSeconds, id)),
    recordFetchedKeys: (id, fetched) => change(undefined, () => void fetch.run(JSON.stringify(fetched), id)),
  };
}

type Fault = Exclude<TokenKeysOutcome, { readonly outcome: "written" }>;

/** Runs inside a transaction. The steps are judged before any is carried out. */
function prepareWriteTokenKeys(
  database: DatabaseSync,
): (writes: readonly TokenKeyWrite[]) => TokenKeysOutcome {
  const find = database.prepare("SELECT * FROM token_keys WHERE id = ? AND organization = ?");
  const other = database.prepare("SELECT id FROM token_keys WHERE organization = ? AND kid = ? AND id <> ?");
  const insert = database.prepare(
    "INSERT INTO token_keys (document_json, kid, id, organization, version) VALUES (?, ?, ?, ?, 1)",
  );
  const update = database.prepare(`UPDATE token_keys SET document_json = ?, kid = ?, version = version + 1
    WHERE id = ? AND organization = ?`);
  const remove = database.prepare("DELETE FROM token_keys WHERE id = ? AND organization = ?");
  const faultOf = (step: TokenKeyWrite): Fault | undefined => {
    const { id, organization } = placeOf(step);
    const row = find.get(id, organization);
    if (step.version !== (row ? number(row, "version") : 0)) return { outcome: "stale", id };
    if (step.write === "remove") return undefined;
    const { kid } = step.key;
    return other.get(organization, kid, id) ? { outcome: "kid-taken", kid } : undefined;
  };
  const carryOut = (step: TokenKeyWrite): void => {
    const { id, organization } = placeOf(step);
    if (step.write === "remove") remove.run(id, organization);
    else (step.version > 0 ? update : insert).run(JSON.stringify(step.key), step.key.kid, id, organization);
  };
  return writes => {
    for (const step of writes) {
      const fault = faultOf(step);
      if (fault) return fault;
    }
    for (const step of writes) carryOut(step);
    const puts = writes.filter(({ write }) => write === "put").map(placeOf);
    const rows = puts.map(({ id, organization }) => find.get(id, organization));
    return { outcome: "written", keys: rows.flatMap(row => (row ? [tokenKeyOfRow(row)] : [])) };
  };
}

function placeOf(step: TokenKeyWrite): { readonly id: string; readonly organization: string } {
  return step.write === "put" ? step.key : step;
}

function tokenKeyOfRow(row: Row): TokenKeyRecord {
  return {
    ...json<TokenKeySettings>(row, "document_json"),
    version: number(row, "version"),
    lastUsedAtSeconds: optionalNumber(row, "last_used_at_seconds"),
    fetched: optionalJson(row, "fetched_json"),
  };
}
