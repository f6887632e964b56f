import type { DeclaredGroup } from "../../registry/declared.ts";
import { declaredView } from "../declaring/declared-view.ts";

/** More are in `GET /v1/streams?group=`. */
export const MOST_MEMBERS_SHOWN = 1000;

/** A group as the API shows it. `members` are the full names of its streams. */
export function groupView({ value, ...declared }: DeclaredGroup, members: readonly string[]) {
  return {
    id: value.id,
    title: value.title ?? null,
    stream_count: members.length,
    streams: members.toSorted().slice(0, MOST_MEMBERS_SHOWN),
    ...declaredView(declared),
  };
}

/** A group as the API shows it. */
export type GroupView = ReturnType<typeof groupView>;
