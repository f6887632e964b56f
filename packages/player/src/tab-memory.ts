import { type PlaySession, sessionAddress } from "./session.ts";

/** What one tab remembers of one stream, so that reloading the page costs nothing. */
export interface Remembered {
  readonly token: string | undefined;
  readonly session: PlaySession | undefined;
  /** Where a recording was, in seconds; 0 for live. */
  readonly positionSeconds: number;
  readonly paused: boolean;
}

/** The tab's memory of one stream: sessionStorage, which no other tab or site can read. */
export interface TabMemory {
  /** Undefined when there is nothing, or nothing readable. */
  recall(): Remembered | undefined;
  remember(entry: Remembered): void;
  forget(): void;
}

/** A memory under the name of a stream or of a page. A storage that is full or switched off only means that F5 starts anew. */
export function createTabMemory(storage: Storage | undefined, name: string, server: string): TabMemory {
  const key = `sluice:${name}`;
  return {
    recall: () => quietly(() => readRemembered(JSON.parse(storage?.getItem(key) ?? "null"), server)),
    remember: entry => quietly(() => storage?.setItem(key, JSON.stringify(entry))),
    forget: () => quietly(() => storage?.removeItem(key)),
  };
}

/** The storage of this tab; undefined where the browser's settings forbid it. */
export function tabStorage(): Storage | undefined {
  return quietly(() => globalThis.sessionStorage);
}

function quietly<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function readRemembered(value: unknown, server: string): Remembered | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { token, session, positionSeconds, paused } = value as Record<string, unknown>;
  return {
    token: typeof token === "string" ? token : undefined,
    session: readStoredSession(session, server),
    positionSeconds: typeof positionSeconds === "number" ? positionSeconds : 0,
    paused: paused === true,
  };
}

function readStoredSession(value: unknown, server: string): PlaySession | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const stored = value as PlaySession;
  if (sessionAddress(stored.url, server) === undefined) return undefined;
  const { annotations, clockAheadSeconds = 0 } = stored;
  return { ...stored, clockAheadSeconds, annotations: Array.isArray(annotations) ? annotations : [] };
}
