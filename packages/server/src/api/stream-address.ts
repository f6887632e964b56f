const STREAMS = "/v1/streams/";
/** What is asked of a stream stands behind its name. */
const OF_STREAM = /\/embed-code$/;

/**
 * The address of a stream with the slashes of its name encoded, as the router wants them: people write
 * `/v1/streams/vod/clip`, and proxies decode `%2F`. Any other address as it is. A stream whose own
 * name ends like one of its routes is written with `%2F`.
 */
export function withEncodedStream(url: string): string {
  if (!url.startsWith(STREAMS)) return url;
  const [name = "", ...query] = url.slice(STREAMS.length).split(/(?=\?)/);
  const [ofStream = ""] = OF_STREAM.exec(name) ?? [];
  const encoded = name.slice(0, name.length - ofStream.length).replaceAll("/", "%2F");
  return STREAMS + encoded + ofStream + query.join("");
}
