import { type SessionRecord, tokenIdOf, tokensOf, type UsedUp } from "@sluice/policy";
import type { SessionActivity } from "./store.ts";

type Before = Pick<
  SessionRecord,
  "organization" | "stream" | "tokenId" | "lineage" | "bytes" | "watchedSeconds"
>;

/** What is to be added to tokens, by id, and to streams. */
export interface UsedBySubject {
  readonly tokens: ReadonlyMap<string, Required<Sum>>;
  readonly streams: ReadonlyMap<string, Required<Sum> & Pick<SessionRecord, "organization" | "stream">>;
}

interface Sum {
  readonly watchedSeconds: number;
  readonly usedBytes: number;
}

/** Adds up what sessions used since they were written: a repeated or late write adds nothing. */
export function createUsedUp(): UsedBySubject & { add(before: Before, activity: SessionActivity): void } {
  const tokens = new Map<string, Sum>();
  const streams = new Map<string, Sum & Pick<SessionRecord, "organization" | "stream">>();
  return {
    tokens,
    streams,
    add(before, activity) {
      const used = usedSince(before, activity);
      if (used.watchedSeconds + used.usedBytes === 0 || tokenIdOf(before) === undefined) return;
      for (const id of tokensOf(before)) tokens.set(id, sum(tokens.get(id), used));
      if (!activity.isOfStream) return;
      const { organization, stream } = before;
      const key = `${organization}\0${stream}`;
      streams.set(key, { organization, stream, ...sum(streams.get(key), used) });
    },
  };
}

function usedSince(before: Before, { bytes, watchedSeconds = 0 }: SessionActivity): Sum {
  return {
    watchedSeconds: Math.max(0, watchedSeconds - (before.watchedSeconds ?? 0)),
    usedBytes: Math.max(0, bytes - before.bytes),
  };
}

function sum(left: UsedUp | undefined, right: Sum): Sum {
  return {
    watchedSeconds: (left?.watchedSeconds ?? 0) + right.watchedSeconds,
    usedBytes: (left?.usedBytes ?? 0) + right.usedBytes,
  };
}
