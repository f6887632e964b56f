import { readPlainName, type StreamName } from "./plain-name.ts";
import { isSrtStreamId, readSrtStreamId } from "./srt-stream-id.ts";

/**
 * Takes the token out of a stream's name, in whichever form somebody typed it: `cam1?token=T`, `cam1/TOKEN`, `cam1~TOKEN`, Ant
 * Media's `live/cam1,token=T`, or a whole SRT stream id that a server passes on as a name. Never throws, in a time linear in
 * the length.
 */
export function readStreamName(typed: string): StreamName {
  const { stream, token } = isSrtStreamId(typed) ? readSrtStreamId(typed) : readPlainName(typed);
  return { stream, token };
}
