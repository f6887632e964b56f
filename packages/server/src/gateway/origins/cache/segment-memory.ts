import type { KeptMedia } from "./kept-media.ts";

/** What an entry costs besides its bytes, and a character of its key. */
const ENTRY_BYTES = 1_024;
const CHARACTER_BYTES = 2;
/** Up to so many bytes, a segment goes out in one piece with its head. */
export const TEXT_LIMIT_BYTES = 16 * 1024;
/** Of all room, as much is for what was asked for again; a flood of media that nobody asks for twice takes the rest. */
const PROVEN_SHARE = 0.8;
/** No segment may push out more than this share of the others. */
const ENTRY_SHARE = 1 / 8;

/** The segments of one origin. */
export interface SegmentRoom {
  /** The segment under a key, fresh or not. Asking counts as use. */
  get(key: string): KeptMedia | undefined;
  /** Keeps a segment, whose room must have been reserved; it is taken over. */
  keep(key: string, media: KeptMedia): void;
  forget(key: string): void;
  /** Forgets everything, and keeps nothing from now on. */
  close(): void;
}

/** Segments in memory, of all origins, within one bound. */
export interface SegmentMemory {
  /** The largest segment that is kept. */
  readonly entryLimitBytes: number;
  /** A room for one origin; origins never see each other's segments. */
  openRoom(): SegmentRoom;
  /** Makes room for bytes that are about to come; false: there is none. What was reserved is kept or released. */
  reserve(bytes: number): boolean;
  release(bytes: number): void;
  /** Kept and reserved. */
  usedBytes(): number;
  count(): number;
}

interface Entry {
  readonly room: Map<string, Entry>;
  readonly key: string;
  readonly media: KeptMedia;
  readonly costBytes: number;
  isProven: boolean;
  /** How many times a segment had been moved to the end when this one was. */
  movedAt: number;
}

/** Of the proven ones, those that were asked for this lately stay where they are. */
const LATELY = 1 / 4;

/**
 * Keeps at most `limitBytes`; the bytes of segments that are being fetched, or are gone and still being sent, are part of it. What was asked for once goes
 * before what was asked for again, and of each the one whose last use is the longest ago.
 */
export function createSegmentMemory(limitBytes: number): SegmentMemory {
  const seenOnce = new Set<Entry>();
  const proven = new Set<Entry>();
  let provenBytes = 0;
  let moves = 0;
  let usedBytes = 0;

  const drop = (entry: Entry): void => {
    const { room, key, media, costBytes } = entry;
    if (room.get(key) === entry) room.delete(key);
    seenOnce.delete(entry);
    if (proven.delete(entry)) provenBytes -= costBytes;
    const release = (): void => {
      usedBytes -= costBytes;
    };
    // Viewers who take their time still hold the bytes.
    if (media.holders > 0) media.whenIdle = release;
    else release();
  };
  const reserve = (bytes: number): boolean => {
    if (bytes > limitBytes) return false;
    while (usedBytes + bytes > limitBytes) {
      const oldest = first(seenOnce) ?? first(proven);
      if (oldest === undefined) return false;
      drop(oldest);
    }
    usedBytes += bytes;
    return true;
  };
  const prove = (entry: Entry): void => {
    // A Set whose members come and go is copied again and again, and the copies outlive their use: hot segments do not move.
    if (entry.isProven && moves - entry.movedAt <= proven.size * LATELY) return;
    moves += 1;
    entry.movedAt = moves;
    seenOnce.delete(entry);
    if (!entry.isProven) provenBytes += entry.costBytes;
    entry.isProven = true;
    proven.delete(entry);
    proven.add(entry);
    while (provenBytes > limitBytes * PROVEN_SHARE) demoteOldest();
  };
  const demoteOldest = (): void => {
    const oldest = first(proven);
    if (oldest === undefined) return;
    proven.delete(oldest);
    provenBytes -= oldest.costBytes;
    oldest.isProven = false;
    seenOnce.add(oldest);
  };

  const openRoom = (): SegmentRoom => {
    const room = new Map<string, Entry>();
    let isOpen = true;
    return {
      get(key) {
        const entry = room.get(key);
        if (entry === undefined) return undefined;
        prove(entry);
        return entry.media;
      },
      keep(key, media) {
        const known = room.get(key);
        if (known !== undefined) drop(known);
        const extraBytes = ENTRY_BYTES + CHARACTER_BYTES * key.length + textBytes(media);
        if (!isOpen || !reserve(extraBytes)) {
          usedBytes -= media.bytes.length;
          return;
        }
        const costBytes = media.bytes.length + extraBytes;
        const entry = { room, key, media, costBytes, isProven: false, movedAt: 0 };
        room.set(key, entry);
        seenOnce.add(entry);
      },
      forget(key) {
        const entry = room.get(key);
        if (entry !== undefined) drop(entry);
      },
      close() {
        isOpen = false;
        for (const entry of [...room.values()]) drop(entry);
      },
    };
  };

  return {
    entryLimitBytes: Math.floor(limitBytes * ENTRY_SHARE),
    openRoom,
    reserve,
    release(bytes) {
      usedBytes -= bytes;
    },
    usedBytes: () => usedBytes,
    count: () => seenOnce.size + proven.size,
  };
}

/** Small segments are sent from a text, which is made when they are asked for. */
function textBytes({ bytes }: KeptMedia): number {
  return bytes.length <= TEXT_LIMIT_BYTES ? bytes.length : 0;
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value;
}
