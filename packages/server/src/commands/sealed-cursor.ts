import { SealBroken, type Sealer } from "../keys/seal.ts";
import { InvalidCursor } from "../store/cursor.ts";

/** Whose list a cursor goes on in, and which. */
export interface CursorPlace {
  readonly organization: string;
  /** The address of the list: `/v1/tokens`. */
  readonly list: string;
}

/**
 * A cursor as callers get it. Positions count the rows of every organization: in clear, the cursors of a tenant would
 * tell how much the others write.
 */
export function sealCursor(sealer: Pick<Sealer, "seal">, cursor: string, place: CursorPlace): string {
  return sealer.seal(cursor, contextOf(place));
}

/** The position in a cursor. Throws InvalidCursor for one of another list, another organization, or nobody's. */
export function openCursor(sealer: Pick<Sealer, "open">, sealed: string, place: CursorPlace): string {
  try {
    return sealer.open(sealed, contextOf(place));
  } catch (error) {
    if (error instanceof SealBroken) throw new InvalidCursor("this cursor was not made by this list");
    throw error;
  }
}

function contextOf({ organization, list }: CursorPlace): string {
  return `cursor/${organization}${list}`;
}
