/** Which streams the servers list as being on the air. */
export interface PublishedStreams {
  /** Takes over what a server lists, as `application/stream`; undefined: it does not tell. */
  note(server: string, streams: ReadonlySet<string> | undefined): void;
  /** True while some server lists the stream; false when every one that tells does not; undefined: none has told lately. */
  readonly has: (stream: string) => boolean | undefined;
}

/** A list that is older says nothing of now: one-time links are not spent on a dead server's word. Long lists take a while. */
const FRESH_MILLISECONDS = 60_000;

interface Told {
  readonly streams: ReadonlySet<string>;
  readonly atMilliseconds: number;
}

export function createPublishedStreams(nowMilliseconds: () => number): PublishedStreams {
  const byServer = new Map<string, Told>();
  return {
    note(server, streams) {
      if (streams) byServer.set(server, { streams, atMilliseconds: nowMilliseconds() });
      else byServer.delete(server);
    },
    has(stream) {
      const since = nowMilliseconds() - FRESH_MILLISECONDS;
      const fresh = [...byServer.values()].filter(({ atMilliseconds }) => atMilliseconds > since);
      return fresh.length === 0 ? undefined : fresh.some(({ streams }) => streams.has(stream));
    },
  };
}
