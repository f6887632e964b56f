import type { Action } from "@sluice/policy";
import { decodeOnce } from "./decode-once.ts";
import { type FormField, firstOf } from "./ordered-form.ts";
import { readPlainName, type StreamName } from "./plain-name.ts";
import { tokenOfFields, tokenOfQuery } from "./query-token.ts";
import { tokenOfSrtKeys } from "./srt-keys.ts";
import { tokenOfTwoBoxes } from "./two-boxes.ts";

/** True for a text that is more than a name: an SRT stream id, or a list behind a comma, as Ant Media's clients write it. */
export function isSrtStreamId(text: string): boolean {
  return text.startsWith(STANDARD) || SHORT_FORM.test(text) || /^[^?,]*,/.test(text);
}

/** What an SRT stream id says, in whichever of its forms. */
export interface SrtStreamId extends StreamName {
  /** Undefined: it does not say (the port or the server does). */
  readonly action: Action | undefined;
  readonly user: string | undefined;
}

/** libsrt takes 512 bytes, so there are never more. */
const PIECES_LIMIT = 512;
const STANDARD = "#!::";
const SHORT_FORM = /^(?:publish|read|play|request):/;
const ADDRESS = /^srt:\/\/[^/]*\//i;
const SEPARATOR = /[/?:,#]/;
const ENCODED_SEPARATOR = /%(?:2f|3f|3a|2c|23)/i;
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["publish", "publish"],
  ["read", "play"],
  ["play", "play"],
  ["request", "play"],
]);

/**
 * Reads an SRT stream id: the standard's form `#!::m=publish,r=cam1,s=TOKEN` (also as SRS writes it, `r=live/cam1?token=T`,
 * the `?` perhaps turned into a comma), MediaMTX's `publish:cam1:user:TOKEN:query`, Ant Media's `app/id,token=T`, an address
 * or a path with a query as for OvenMediaEngine, also percent-encoded as a whole, and a plain name. Of a key that stands
 * twice the first counts. Never throws, in a time linear in the length.
 */
export function readSrtStreamId(streamId: string): SrtStreamId {
  const text = isEncodedWhole(streamId) ? decodeOnce(streamId) : streamId;
  if (text.startsWith(STANDARD)) return readStandard(text.slice(STANDARD.length));
  if (SHORT_FORM.test(text)) return readShort(text);
  return readList(text.replace(ADDRESS, ""));
}

/** Every separator is encoded, and none stands as it is. */
function isEncodedWhole(streamId: string): boolean {
  return !SEPARATOR.test(streamId) && ENCODED_SEPARATOR.test(streamId);
}

/** SRT access control guidelines, "Standard syntax"; unknown keys are left alone. */
function readStandard(list: string): SrtStreamId {
  const fields = fieldsOf(list);
  const named = readPlainName(firstOf(fields, "r") ?? "");
  return {
    action: ACTIONS.get(firstOf(fields, "m") ?? ""),
    stream: named.stream,
    token: tokenOfSrtKeys(fields) ?? named.token,
    user: firstOf(fields, "u"),
  };
}

/** MediaMTX: `action:path[:query]` or `action:path:user:password[:query]`. */
function readShort(text: string): SrtStreamId {
  const [action = "", path = "", ...rest] = text.split(":", PIECES_LIMIT);
  const hasBoxes = rest.length > 1;
  const user = hasBoxes ? rest[0] : undefined;
  const named = readPlainName(path);
  const ofBoxes = tokenOfTwoBoxes(user ?? "", hasBoxes ? (rest[1] ?? "") : "");
  const query = (hasBoxes ? rest[2] : rest[0]) ?? "";
  return {
    action: ACTIONS.get(action),
    stream: named.stream,
    token: ofBoxes ?? tokenOfQuery(query) ?? named.token,
    user,
  };
}

/** Ant Media: `app/id,token=T`, also without the application; and everything that is a name with or without a query. */
function readList(text: string): SrtStreamId {
  const comma = text.indexOf(",");
  const named = readPlainName(comma < 0 ? text : text.slice(0, comma));
  const listed = comma < 0 ? undefined : tokenOfFields(fieldsOf(text.slice(comma + 1)));
  return { action: undefined, stream: named.stream, token: listed ?? named.token, user: undefined };
}

function fieldsOf(list: string): readonly FormField[] {
  return list.split(",", PIECES_LIMIT).map(piece => {
    const equals = piece.indexOf("=");
    const name = equals < 0 ? piece : piece.slice(0, equals);
    return { name, value: equals < 0 ? "" : piece.slice(equals + 1) };
  });
}
