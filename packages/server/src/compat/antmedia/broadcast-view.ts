import type { StreamView } from "../../commands/streams/stream-view.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";

const MILLISECONDS = 1_000;

/** Ant Media's `Broadcast`, as far as a registered stream is one. */
export interface BroadcastShape {
  readonly streamId: string;
  readonly status: "created" | "broadcasting";
  readonly type: "liveStream" | "VoD";
  readonly name: string | null;
  readonly description: null;
  readonly publish: true;
  /** When it was registered, Unix milliseconds; 0: in the configuration file. */
  readonly date: number;
}

/** Tells of streams whether somebody publishes them now. Costs one look over what runs. */
export function createBroadcastView({ sessions }: Pick<CompatDependencies, "sessions">) {
  const published = new Set<string>();
  for (const { record } of sessions.live()) if (record.action === "publish") published.add(record.stream);
  return (stream: StreamView, name: string | null = null): BroadcastShape => ({
    streamId: stream.id,
    status: published.has(stream.name) ? "broadcasting" : "created",
    type: stream.kind === "live" ? "liveStream" : "VoD",
    name,
    description: null,
    publish: true,
    date: (stream.created_at ?? 0) * MILLISECONDS,
  });
}
