/** A page of a list: newest first; `next` is the cursor of the following page. A made-up cursor: InvalidCursor. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}
