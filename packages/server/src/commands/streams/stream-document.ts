import { checkSettings } from "../../declarations/check-settings.ts";
import { buildSessions } from "../../declarations/limits/build-limits.ts";
import { mergeSettings, type Settings } from "../../declarations/merge-settings.ts";
import { type StoredStream, storedStreamSchema } from "../../declarations/stored-schema.ts";
import { streamSchema } from "../../declarations/stream-schema.ts";
import type { Registry } from "../../registry/registry.ts";
import { applicationOf } from "../../store/target-reach.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { declaredInFile } from "../declaring/problems.ts";
import { notWhole } from "../groups/write-group.ts";
import { mayCount, mayUseApplication } from "../permissions.ts";
import { aliasProblem } from "./stream-names.ts";

/** A change of a stream's document, or all that is said of a new one. */
export interface StreamOrder {
  /** Full name. */
  readonly name: string;
  /** What it starts from; undefined for a new one. */
  readonly document: unknown;
  readonly change: Settings;
}

/** The document that a change results in, if its aliases are free and its group is nobody else's to fill. */
export function streamDocument(
  registry: Pick<Registry, "declared" | "membersOf">,
  actor: Actor,
  { name, document, change }: StreamOrder,
): Outcome<StoredStream> {
  const known = storedStreamSchema.safeParse(document).data;
  const checked = checkSettings(streamSchema, mergeSettings(known?.settings ?? {}, change));
  if ("problems" in checked) return invalidFields(checked.problems);
  const { settings } = checked;
  const { group, aliases = [] } = settings;
  const refused = countingProblem(actor, known?.settings.limits, settings.limits);
  if (refused) return refused;
  const { organization } = actor;
  if (group !== undefined && group !== known?.settings.group) {
    const place = registry.declared.group(organization, group)?.declaredIn;
    if (place !== undefined) return declaredInFile(`the group ${group}`, place);
    if (hasOthers(registry, actor, group)) return notWhole();
  }
  const problem = aliasProblem(registry, organization, { name, aliases });
  return problem ?? { done: { ...known, settings } };
}

/** How the stream's sessions are counted, where this is changed. */
function countingProblem(actor: Actor, before: Limits, { max_sessions: places }: Limits = {}) {
  if (JSON.stringify(places) === JSON.stringify(before?.max_sessions)) return undefined;
  return mayCount(actor, buildSessions(places, "stream").counting);
}

type Limits = StoredStream["settings"]["limits"];

/** True for a group that a limited key could not change: a stream that joins it would take it from others' keys, too. */
function hasOthers({ membersOf }: Pick<Registry, "membersOf">, actor: Actor, group: string): boolean {
  if (actor.applications === undefined) return false;
  return membersOf(actor.organization, group).some(
    name => !mayUseApplication(actor, applicationOf(name) ?? ""),
  );
}
