import { aliasName, groupId, streamId } from "../../declarations/name-schemas.ts";
import type { ImportedStream, Reading } from "./imported.ts";

/** What a row says of a stream, not yet checked. */
export type SaidStream = Omit<ImportedStream, "id" | "aliases" | "settings"> & {
  readonly id: string | undefined;
  /** The field that the id is in, for people. */
  readonly idField: string;
  /** The other system's id, where it is not the name. */
  readonly alias?: string | undefined;
  readonly settings?: ImportedStream["settings"];
};

/** A stream whose names can be names here, or what is wrong with them. */
export function readStream({ id, idField, alias, settings = {}, ...said }: SaidStream): Reading {
  if (id === undefined) return { problem: `has no ${idField}` };
  if (!streamId.safeParse(id).success) return { problem: `${quoted(id)} cannot be the name of a stream` };
  if (said.group !== undefined && !groupId.safeParse(said.group).success)
    return { problem: `${quoted(said.group)} cannot be the id of a group` };
  const aliases = alias === undefined || alias === id ? [] : [alias];
  const wrong = aliases.find(name => !aliasName.safeParse(name).success);
  if (wrong !== undefined) return { problem: `${quoted(wrong)} cannot be an alias` };
  return { stream: { ...said, id, aliases, settings } };
}

const LONGEST_QUOTED = 64;

function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);
}
