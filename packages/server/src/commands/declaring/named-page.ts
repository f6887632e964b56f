import { InvalidCursor } from "../../store/cursor.ts";
import type { Listed } from "../listed.ts";

/** Where a list goes on, and how much of it is wanted. */
export interface NamedPaging {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A list in the order of names: what to list behind a name, and what of it. */
export interface NamedList<T, V> {
  readonly after: (name: string) => Iterable<T>;
  readonly nameOf: (item: T) => string;
  /** Undefined: it is left out. */
  readonly view: (item: T) => V | undefined;
}

/** A page of a list in the order of names. Throws InvalidCursor. */
export function namedPage<T, V>({ limit, cursor }: NamedPaging, list: NamedList<T, V>): Listed<V> {
  const items: V[] = [];
  let last = "";
  for (const item of list.after(cursor === undefined ? "" : nameIn(cursor))) {
    const view = list.view(item);
    if (view === undefined) continue;
    if (items.length === limit) return { items, next: Buffer.from(last).toString("base64url") };
    items.push(view);
    last = list.nameOf(item);
  }
  return { items, next: null };
}

function nameIn(cursor: string): string {
  const name = Buffer.from(cursor, "base64url").toString("utf8");
  if (!/^[\w./-]{1,600}$/.test(name)) throw new InvalidCursor("this cursor was not made by this list");
  return name;
}
