const STREAMS = "/v1/streams/";

/**
 * The address of a stream with the slashes of its name encoded, as the router wants them: people write
 * `/v1/streams/vod/clip`, and proxies decode `%2F`. Any other address as it is.
 */
export function withEncodedStream(url: string): string {
  if (!url.startsWith(STREAMS)) return url;
  const [name = "", ...query] = url.slice(STREAMS.length).split(/(?=\?)/);
  return STREAMS + name.replaceAll("/", "%2F") + query.join("");
}
