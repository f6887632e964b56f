import { mediaServerKinds } from "../declarations/media-server.ts";
import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { mapAt, textsAt } from "./settings-tree.ts";

interface Entry {
  readonly name: string;
  readonly kind: unknown;
  /** Its own secrets, else those of all servers; none: it gets one under its name. */
  readonly secrets: readonly string[];
}

/**
 * Media servers that a call could not tell apart: two of one kind with the same secret, and one that is called as another
 * kind, whose own default has that name. It reads the settings before they are checked, so that these problems are
 * reported with the others, and shows no secret.
 */
export function findServerClashes(settings: CollectedSettings): readonly ConfigProblem[] {
  const servers = mapAt(settings.values, "servers");
  const shared = textsAt(settings.values, "hook_secret");
  const entries = Object.keys(servers).map((name): Entry => {
    const entry = mapAt(servers, name);
    const own = textsAt(entry, "secrets");
    return { name, kind: Reflect.get(entry, "kind"), secrets: own.length > 0 ? own : shared };
  });
  return [...nameClashes(entries, settings), ...secretClashes(entries, settings)];
}

function nameClashes(entries: readonly Entry[], settings: CollectedSettings): readonly ConfigProblem[] {
  const clashing = entries.filter(
    ({ name, kind }) => kind !== name && mediaServerKinds.some(known => known === name),
  );
  return clashing.map(({ name }) => ({
    source: settings.sourceOf(["servers", name]),
    problem: "another kind of media server has this name",
    allowed: `another name, or kind: ${name}`,
  }));
}

function secretClashes(entries: readonly Entry[], settings: CollectedSettings): readonly ConfigProblem[] {
  return entries.flatMap((entry, index) => {
    const other = entries
      .slice(0, index)
      .find(({ kind, secrets }) => kind === entry.kind && secrets.some(text => entry.secrets.includes(text)));
    if (other === undefined) return [];
    return {
      source: settings.sourceOf(["servers", entry.name]),
      problem: `has a secret of ${other.name}, which is of the same kind: a call could come from either`,
      allowed: "secrets of its own (servers.<name>.secrets)",
    };
  });
}
