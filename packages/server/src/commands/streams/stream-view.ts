import type { Constraint, ConstraintKind, ConstraintOf } from "@sluice/policy";
import type { Application, RegisteredStream } from "../../registry/application.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import { declaredView } from "../declaring/declared-view.ts";

/** A registered stream as the API shows it. */
export function streamView({ value, name, ...declared }: DeclaredStream, application: Application) {
  const { enforcement, entries } = value;
  return {
    name,
    application: application.name,
    id: value.id,
    kind: value.kind ?? application.kind,
    group: value.group ?? null,
    aliases: value.aliases,
    entries: { hls: entries.hls ?? null, dash: entries.dash ?? null, mp4: entries.mp4 ?? null },
    enforcement: { publish: enforcement.publish ?? null, play: enforcement.play ?? null },
    limits: limitsView(value),
    ...declaredView(declared),
  };
}

/** A registered stream as the API shows it. */
export type StreamView = ReturnType<typeof streamView>;

function limitsView({ limits, maxSessions }: RegisteredStream) {
  return {
    ip: limitOf(limits, "ip")?.networks ?? [],
    domains: limitOf(limits, "domain")?.patterns ?? [],
    max_sessions: maxSessions ?? null,
    not_before: limitOf(limits, "not-before")?.atSeconds ?? null,
    expires_at: limitOf(limits, "expiry")?.atSeconds ?? null,
  };
}

function limitOf<K extends ConstraintKind>(
  limits: readonly Constraint[],
  kind: K,
): ConstraintOf<K> | undefined {
  return limits.find((limit): limit is Constraint & ConstraintOf<K> => limit.kind === kind);
}
