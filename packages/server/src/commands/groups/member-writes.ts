import { mergeSettings } from "../../declarations/merge-settings.ts";
import { storedStreamSchema } from "../../declarations/stored-schema.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { ObjectWrite } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import { declaredInFile } from "../declaring/problems.ts";
import type { FieldProblem } from "../field-problem.ts";
import { resolveName } from "../resolve-name.ts";

type Reading = Pick<Registry, "declared" | "resolve">;

/** The full names of streams as they were named, each once. Names that mean no stream, or two, are problems. */
export function memberNames(
  registry: Reading,
  actor: Actor,
  names: readonly string[],
): Outcome<readonly string[]> {
  const problems: FieldProblem[] = [];
  const found = names.flatMap((name, index) => {
    const stream = resolveName(registry, actor, name);
    if (isLocated(stream)) return [stream.facts.stream];
    problems.push({ field: `streams.${index}`, message: "names no stream, or more than one" });
    return [];
  });
  return problems.length > 0 ? invalidFields(problems) : { done: [...new Set(found)] };
}

/**
 * What is written for streams that join a group, or with `undefined` leave theirs. A name that nobody has registered is
 * registered with it. A stream that the file has in a group, or outside of all, cannot be moved.
 */
export function memberWrites(
  { declared }: Reading,
  organization: string,
  move: { readonly names: readonly string[]; readonly group: string | undefined },
): Outcome<readonly ObjectWrite[]> {
  const writes: ObjectWrite[] = [];
  for (const name of move.names) {
    const stream = declared.stream(organization, name);
    const place = stream?.groupDeclaredIn ?? stream?.declaredIn;
    if (place !== undefined) return declaredInFile(`the group of ${name}`, place);
    const document = documentIn(stream, move.group);
    writes.push({
      write: "put",
      kind: "stream",
      organization,
      id: name,
      version: stream?.version ?? 0,
      document,
    });
  }
  return { done: writes };
}

function documentIn(stream: DeclaredStream | undefined, group: string | undefined) {
  const known = storedStreamSchema.safeParse(stream?.document).data;
  return { ...known, settings: mergeSettings(known?.settings ?? {}, { group: group ?? null }) };
}
