import type { Page } from "../store/page.ts";

/** Where a list goes on. */
export interface Paging {
  /** 1 to 200. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A list as the API answers it. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A page with its items as views. */
export function listed<T, V>(page: Page<T>, view: (item: T) => V): Listed<V> {
  return { items: page.items.map(view), next: page.next ?? null };
}
