/** A client as SRS names it. */
export interface SrsClient {
  /** `client_id` of its hooks, `id` in its list. */
  readonly clientId: string;
  /** True for HLS, whose ids clients choose themselves (`?hls_ctx=`). */
  readonly isPlaylist: boolean;
}

const PLAYLIST_MARK = ".m3u8";

/**
 * The id of a client's connection. HLS has ids of its own kind: SRS takes the id of an HLS session from the player, and
 * reports the end even of a refused one, so that anybody could end what another client's id stands for.
 */
export function srsConnectionId({ clientId, isPlaylist }: SrsClient): string {
  return isPlaylist ? clientId + PLAYLIST_MARK : clientId;
}

/** The client's id in such an id, by which SRS kicks it. */
export function srsClientId(connectionId: string): string {
  return connectionId.endsWith(PLAYLIST_MARK) ? connectionId.slice(0, -PLAYLIST_MARK.length) : connectionId;
}
