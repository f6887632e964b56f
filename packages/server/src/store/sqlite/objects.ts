import type { DatabaseSync } from "node:sqlite";
import type { ObjectsOutcome, ObjectWrite, StoredObject } from "../objects.ts";
import { json, number, type Row, text, word } from "./rows.ts";

/** Prepares the list of all objects, in the order in which they were made. */
export function prepareObjects(database: DatabaseSync): () => readonly StoredObject[] {
  const select = database.prepare("SELECT * FROM objects ORDER BY seq");
  return () => select.all().map(objectOfRow);
}

/** Prepares a change of objects, all or nothing. Runs inside a transaction. */
export function prepareWriteObjects(
  database: DatabaseSync,
): (writes: readonly ObjectWrite[], nowSeconds: number) => ObjectsOutcome {
  const find = database.prepare("SELECT * FROM objects WHERE kind = ? AND organization = ? AND id = ?");
  const insert = database.prepare(`INSERT INTO objects
    (kind, organization, id, version, document_json, created_at_seconds, updated_at_seconds)
    VALUES (?, ?, ?, 1, ?, ?, ?)`);
  const update = database.prepare(`UPDATE objects SET version = version + 1, document_json = ?,
    updated_at_seconds = ? WHERE kind = ? AND organization = ? AND id = ?`);
  const remove = database.prepare("DELETE FROM objects WHERE kind = ? AND organization = ? AND id = ?");
  const found = ({ kind, organization, id }: ObjectWrite) => find.get(kind, organization, id);
  const isStale = (write: ObjectWrite): boolean => {
    const row = found(write);
    return write.version !== (row ? number(row, "version") : 0);
  };
  const carryOut = (write: ObjectWrite, nowSeconds: number): void => {
    const { kind, organization, id } = write;
    if (write.write === "remove") remove.run(kind, organization, id);
    else if (write.version > 0)
      update.run(JSON.stringify(write.document), nowSeconds, kind, organization, id);
    else insert.run(kind, organization, id, JSON.stringify(write.document), nowSeconds, nowSeconds);
  };
  return (writes, nowSeconds) => {
    const stale = writes.find(isStale);
    if (stale) return { outcome: "stale", id: stale.id };
    for (const write of writes) carryOut(write, nowSeconds);
    const rows = writes.filter(({ write }) => write === "put").map(found);
    return { outcome: "written", objects: rows.flatMap(row => (row ? [objectOfRow(row)] : [])) };
  };
}

function objectOfRow(row: Row): StoredObject {
  return {
    kind: word(row, "kind"),
    organization: text(row, "organization"),
    id: text(row, "id"),
    version: number(row, "version"),
    document: json(row, "document_json"),
    createdAtSeconds: number(row, "created_at_seconds"),
    updatedAtSeconds: number(row, "updated_at_seconds"),
  };
}
