import type { PlayerOptions } from "./player-options.ts";
import { serverBase } from "./server-base.ts";
import type { Format, PlaySession } from "./session.ts";
import { readSource } from "./source.ts";

/** What a player begins with, whichever way it was told. */
export interface PlayerStart {
  /** Base URL of the server. */
  readonly server: string;
  readonly stream: string;
  readonly token: string | undefined;
  readonly format: Format | undefined;
  /** One that the page's own server opened. */
  readonly session: PlaySession | undefined;
}

/**
 * Puts `stream`, `src`, `server` and `playback_token` together; an option of its own goes before what `src` says.
 * Throws when they name no stream.
 */
export function readStart(options: PlayerOptions): PlayerStart {
  const given = serverBase(options.server);
  const { src } = options;
  const source = src === undefined ? undefined : readSource(src, given);
  const stream = options.stream ?? source?.stream;
  if (stream === undefined || (src !== undefined && source === undefined)) {
    throw new Error("sluice: give a stream, such as demo/clip, or a src that names one");
  }
  return {
    server: options.server === undefined ? (source?.server ?? given) : given,
    stream,
    token: options.playback_token ?? source?.token,
    format: options.format ?? source?.format,
    session: source?.session,
  };
}
