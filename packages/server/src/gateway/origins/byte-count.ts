/** A number of bytes or seconds as a header says it; undefined for anything else, and for one that was sent twice. */
export function byteCount(value: string | string[] | undefined): number | undefined {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
