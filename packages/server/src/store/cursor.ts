/** A cursor that this store did not hand out. Doors answer 400. */
export class InvalidCursor extends Error {
  override readonly name = "InvalidCursor";
}

/** Packs the position of a page's last item, whole numbers, into an opaque text. */
export function encodeCursor(position: readonly number[]): string {
  return Buffer.from(position.join(".")).toString("base64url");
}

/** Reads a cursor of `length` numbers back. Throws InvalidCursor for anything else. */
export function decodeCursor(cursor: string, length: number): readonly number[] {
  const parts = Buffer.from(cursor, "base64url").toString("latin1").split(".");
  const position = parts.map(part => (/^\d{1,15}$/.test(part) ? Number(part) : Number.NaN));
  if (position.length !== length || position.some(Number.isNaN)) {
    throw new InvalidCursor("this cursor was not made by this list");
  }
  return position;
}
