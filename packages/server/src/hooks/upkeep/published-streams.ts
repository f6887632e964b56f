/** Which streams the servers list as being on the air. */
export interface PublishedStreams {
  /** Takes over what a server lists, as `application/stream`; undefined: it does not tell. */
  note(server: string, streams: ReadonlySet<string> | undefined): void;
  /** True while some server lists the stream; false when every one that tells does not; undefined: none tells. */
  has(stream: string): boolean | undefined;
}

export function createPublishedStreams(): PublishedStreams {
  const byServer = new Map<string, ReadonlySet<string>>();
  return {
    note(server, streams) {
      if (streams) byServer.set(server, streams);
      else byServer.delete(server);
    },
    has(stream) {
      if (byServer.size === 0) return undefined;
      return [...byServer.values()].some(streams => streams.has(stream));
    },
  };
}
