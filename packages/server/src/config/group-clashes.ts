import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { mapAt, textsAt } from "./settings-tree.ts";

/**
 * Streams that are in two groups. It reads the settings before they are checked, so that these problems are reported
 * with the others.
 */
export function findGroupClashes(settings: CollectedSettings): readonly ConfigProblem[] {
  const groupOf = new Map(groupsOfStreams(mapAt(settings.values, "applications")));
  const problems: ConfigProblem[] = [];
  const groups = mapAt(settings.values, "groups");
  for (const group of Object.keys(groups)) {
    for (const [index, stream] of textsAt(mapAt(groups, group), "streams").entries()) {
      const other = groupOf.get(stream);
      groupOf.set(stream, other ?? group);
      if (other === undefined || other === group) continue;
      problems.push({
        source: settings.sourceOf(["groups", group, "streams", index]),
        problem: `the stream belongs to the group ${other}`,
        allowed: "a stream that is in no other group",
      });
    }
  }
  return problems;
}

function groupsOfStreams(applications: object): readonly (readonly [stream: string, group: string])[] {
  return Object.keys(applications).flatMap(application => {
    const streams = mapAt(mapAt(applications, application), "streams");
    return Object.keys(streams).flatMap(id => {
      const group: unknown = Reflect.get(mapAt(streams, id), "group");
      return typeof group === "string" ? [[`${application}/${id}`, group] as const] : [];
    });
  });
}
