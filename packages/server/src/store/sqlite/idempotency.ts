import type { DatabaseSync } from "node:sqlite";
import { IDEMPOTENCY_SECONDS, type IdempotencyName, type IdempotencyRecord } from "../idempotency.ts";
import { bytes, type Columns, insertSql, json, number, type Row, text, valuesOf } from "./rows.ts";

/** Requests that are too old, taken out with each new one. */
const SWEEP_ROWS = 100;

const columns: Columns<IdempotencyRecord> = [
  ["organization", request => request.organization],
  ["api_key", request => request.apiKey],
  ["key_hash", request => request.keyHash],
  ["request_hash", request => request.requestHash],
  ["token_ids_json", request => JSON.stringify(request.tokenIds)],
  ["sealed", request => request.sealed],
  ["created_at_seconds", request => request.createdAtSeconds],
];

/** Prepares the look-up of a request of the last 24 hours. */
export function prepareIdempotentRequest(
  database: DatabaseSync,
): (name: IdempotencyName, nowSeconds: number) => IdempotencyRecord | undefined {
  const select = database.prepare(
    `SELECT * FROM idempotency
     WHERE organization = ? AND api_key = ? AND key_hash = ? AND created_at_seconds > ?`,
  );
  return ({ organization, apiKey, keyHash }, nowSeconds) => {
    const row = select.get(organization, apiKey, keyHash, nowSeconds - IDEMPOTENCY_SECONDS);
    return row && requestOfRow(row);
  };
}

/** Prepares the keeping of a request. Runs inside a transaction, where no other has its key. */
export function prepareKeepRequest(database: DatabaseSync): (request: IdempotencyRecord) => void {
  const insert = database.prepare(insertSql("idempotency", columns).replace("INSERT", "INSERT OR REPLACE"));
  const sweep = database.prepare(
    `DELETE FROM idempotency WHERE (organization, api_key, key_hash) IN
     (SELECT organization, api_key, key_hash FROM idempotency WHERE created_at_seconds <= ? LIMIT ${SWEEP_ROWS})`,
  );
  return request => {
    sweep.run(request.createdAtSeconds - IDEMPOTENCY_SECONDS);
    insert.run(...valuesOf(columns, request));
  };
}

function requestOfRow(row: Row): IdempotencyRecord {
  return {
    organization: text(row, "organization"),
    apiKey: text(row, "api_key"),
    keyHash: bytes(row, "key_hash"),
    requestHash: bytes(row, "request_hash"),
    tokenIds: json(row, "token_ids_json"),
    sealed: text(row, "sealed"),
    createdAtSeconds: number(row, "created_at_seconds"),
  };
}
