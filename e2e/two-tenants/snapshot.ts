import type { Operation } from "../../packages/server/src/api/testing/list-operations.ts";
import type { Reply } from "../support/viewer.ts";
import type { Ask, WalkRequest } from "./ask.ts";
import { firstDifference } from "./first-difference.ts";
import type { Names } from "./names.ts";
import type { TagWalks } from "./operation-walk.ts";

/** One answer of a snapshot. */
export interface Seen {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: unknown;
}

/** All that a caller reads of its own, by what was asked. */
export type Snapshot = Readonly<Record<string, Seen>>;

/** What can be asked, and how it is asked. */
export interface WalkPlan {
  readonly operations: readonly Operation[];
  readonly walks: TagWalks;
}

/** Asks everything that the walks read of one's own. `headers` are sent along each time. */
export async function takeSnapshot(
  ask: Ask,
  { operations, walks }: WalkPlan,
  names: Names,
  headers: WalkRequest["headers"] = {},
): Promise<Snapshot> {
  const snapshot: Record<string, Seen> = {};
  for (const operation of operations) {
    for (const [title, requestOf] of Object.entries(walks[operation.id]?.own ?? {})) {
      const request = requestOf(names);
      const reply = await ask(operation, { ...request, headers: { ...request.headers, ...headers } });
      snapshot[`${operation.id} of ${title}`] = seenIn(reply);
    }
  }
  return snapshot;
}

/** A list that goes on. */
const MORE = "more";

/** Reads a reply; the last use of a key goes on by itself, and references of problems and cursors are of the moment. */
function seenIn({ status, headers, text }: Reply): Seen {
  const isJson = /[/+]json\b/.test(String(headers["content-type"]));
  const passing = status < 400 ? "last_used_at" : "ref";
  const body: unknown = isJson
    ? JSON.parse(text, (name, value) => {
        if (name === "next" && typeof value === "string") return MORE;
        return name === passing ? undefined : value;
      })
    : text;
  return { status, etag: headers.etag, body };
}

/** What is another in a later snapshot, each with the beginning of the difference; empty: nothing. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap(name => {
    const [was = "nothing", is = "nothing"] = [JSON.stringify(before[name]), JSON.stringify(after[name])];
    const change = firstDifference(was, is);
    return change === undefined ? [] : [`${name}: ${change}`];
  });
}
