import { type Answer, done } from "./done.ts";
import type { paths } from "./schema.ts";

/** What every list answers. */
interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

type Answered<P extends keyof paths> = paths[P] extends {
  readonly get: {
    readonly responses: { readonly 200: { readonly content: { readonly "application/json": infer B } } };
  };
}
  ? B
  : never;

/** The addresses that answer a list: `/v1/tokens`, `/v1/sessions`, … */
export type ListPath = {
  [P in keyof paths]: [Answered<P>] extends [never] ? never : Answered<P> extends Page<unknown> ? P : never;
}[keyof paths];

/** One item of a list. */
export type ListItem<P extends ListPath> = Answered<P> extends Page<infer T> ? T : never;

type Parameters<P extends ListPath> = paths[P] extends { readonly get: { readonly parameters: infer G } }
  ? G
  : never;

type Query<P extends ListPath> =
  Parameters<P> extends { readonly query?: infer Q } ? Omit<NonNullable<Q>, "cursor"> : never;

/** What a list is asked for: its filters, `limit` items a request, and the parts of its path where it has some. */
export type ListQuestion<P extends ListPath> = { readonly query?: Query<P> } & (Parameters<P> extends {
  readonly path: infer Path;
}
  ? { readonly path: Path }
  : unknown);

/** Iterates over every item of a list and asks for its pages as they are needed; throws a SluiceProblem. */
export type Paginate = <P extends ListPath>(
  path: P,
  ...question: Record<never, never> extends ListQuestion<P> ? [ListQuestion<P>?] : [ListQuestion<P>]
) => AsyncGenerator<ListItem<P>, void, undefined>;

/** As many as the server gives on one page. */
const MOST_ITEMS = 200;

/** Asks for one page of any list. */
export type GetPage = (
  path: string,
  parameters: { readonly query: object; readonly path: object },
) => Promise<Answer<unknown>>;

/** Makes an iterator out of one call for one page. */
export function createPaginate(getPage: GetPage): Paginate {
  return async function* pages<P extends ListPath>(path: P, question: AnyQuestion = {}) {
    let cursor: string | null = null;
    do {
      const query = { limit: MOST_ITEMS, ...question.query, ...(cursor === null ? {} : { cursor }) };
      const page: unknown = await done(getPage(path, { query, path: question.path ?? {} }));
      if (!isPage<ListItem<P>>(page)) throw new TypeError(`${path} answers no list`);
      yield* page.items;
      cursor = page.next;
    } while (cursor !== null);
  };
}

/** A question, for the one function that knows no list in particular. */
interface AnyQuestion {
  readonly query?: object;
  readonly path?: object;
}

function isPage<T>(body: unknown): body is Page<T> {
  return typeof body === "object" && body !== null && "items" in body && "next" in body;
}
