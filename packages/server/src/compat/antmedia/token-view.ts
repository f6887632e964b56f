import type { Action } from "@sluice/policy";
import { isJsonObject, type Json } from "@sluice/token";

/** What theirs say of a token that never expires: they have none. Unix seconds, the end of the year 9999. */
const NEVER = 253_402_300_799;

/** Ant Media's `Token`. */
export interface TokenShape {
  /** The text when it is made, and its public id afterwards: texts are not kept. */
  readonly tokenId: string;
  readonly streamId: string;
  /** Unix seconds. */
  readonly expireDate: number;
  readonly type: Action;
  readonly roomId: string | null;
}

/** A token in their shape. */
export function tokenShape(token: {
  readonly tokenId: string;
  readonly streamId: string;
  readonly expiresAtSeconds: number | null | undefined;
  readonly type: Action;
  readonly annotations: readonly unknown[];
}): TokenShape {
  const { tokenId, streamId, type, expiresAtSeconds, annotations } = token;
  return {
    tokenId,
    streamId,
    expireDate: expiresAtSeconds ?? NEVER,
    type,
    roomId: roomIdOf(annotations) ?? null,
  };
}

/** How a token is told its room: nothing else here knows rooms. */
export function roomAnnotations(roomId: string | undefined): readonly Json[] {
  return roomId === undefined ? [] : [{ roomId }];
}

/** The room that a token was made for; undefined: none. */
export function roomIdOf(annotations: readonly unknown[]): string | undefined {
  for (const annotation of annotations) {
    // What is stored has been read as JSON.
    const value = annotation as Json;
    if (isJsonObject(value) && typeof value.roomId === "string") return value.roomId;
  }
  return undefined;
}
