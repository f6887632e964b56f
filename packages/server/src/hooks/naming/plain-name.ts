import { looksLikeToken } from "./looks-like-token.ts";
import { tokenOfQuery } from "./query-token.ts";
import { readSubscriberPath } from "./subscriber-path.ts";

/** A stream's name without its token. */
export interface StreamName {
  /** `cam1`, `live/cam1`; empty when nothing but a token was typed. Not decoded. */
  readonly stream: string;
  readonly token: string | undefined;
}

/**
 * Takes the token out of a stream's name as somebody typed it into an encoder: `cam1?token=T`, `cam1/TOKEN`, `cam1~TOKEN`,
 * Ant Media's `cam1/TOKEN/SUBSCRIBER/CODE`.
 * The last piece of a path counts only when it looks like a token. A token in the query goes before one in the path, and
 * both are gone from the name. One leading slash is dropped. Never throws, in a time linear in the length.
 */
export function readPlainName(typed: string): StreamName {
  const mark = typed.indexOf("?");
  const path = mark < 0 ? typed : typed.slice(0, mark);
  const ofQuery = mark < 0 ? undefined : tokenOfQuery(typed.slice(mark + 1));
  const named = path.startsWith("/") ? path.slice(1) : path;
  const { stream, token } = readSubscriberPath(named) ?? takeLastPiece(named);
  return { stream, token: ofQuery ?? token };
}

function takeLastPiece(path: string): StreamName {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("~"));
  const last = path.slice(at + 1);
  if (!looksLikeToken(last)) return { stream: path, token: undefined };
  return { stream: path.slice(0, Math.max(at, 0)), token: last };
}
