import type { Constraint, ConstraintKind, ConstraintOf } from "@sluice/policy";
import { limitsView } from "../../declarations/limits/limits-view.ts";
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
    embed_token: value.embedsToken ?? null,
    follow_default: value.followsDefault ?? false,
    limits: streamLimitsView(value),
    ...declaredView(declared),
  };
}

/** A registered stream as the API shows it. */
export type StreamView = ReturnType<typeof streamView>;

function streamLimitsView({ limits, maxSessions, maxUses, further }: RegisteredStream) {
  return {
    ip: limitOf(limits, "ip")?.networks ?? [],
    domains: limitOf(limits, "domain")?.patterns ?? [],
    not_before: limitOf(limits, "not-before")?.atSeconds ?? null,
    expires_at: limitOf(limits, "expiry")?.atSeconds ?? null,
    ...limitsView({ maxSessions, maxUses, limits: further }),
  };
}

function limitOf<K extends ConstraintKind>(
  limits: readonly Constraint[],
  kind: K,
): ConstraintOf<K> | undefined {
  return limits.find((limit): limit is Constraint & ConstraintOf<K> => limit.kind === kind);
}
