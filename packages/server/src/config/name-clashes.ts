import type { CollectedSettings } from "./collect-settings.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { mapAt, textsAt } from "./settings-tree.ts";

const DEMO_APPLICATION = "demo";

interface Name {
  readonly text: string;
  /** `vod/clip`, the stream that has it. */
  readonly stream: string;
  readonly path: readonly PropertyKey[];
}

/**
 * Names that two things claim: an application called as the built-in demo, an alias that another stream has as its
 * alias or id. It reads the settings before they are checked, so that these problems are reported with the others.
 */
export function findNameClashes(settings: CollectedSettings): readonly ConfigProblem[] {
  const applications = mapAt(settings.values, "applications");
  const problem = (path: readonly PropertyKey[], text: string, allowed: string): ConfigProblem => {
    return { source: settings.sourceOf(path), problem: text, allowed };
  };
  const clashes = aliasClashes(applications).map(({ name, owner }) =>
    problem(name.path, `the alias is also a name of ${owner}`, "an alias that names one stream only"),
  );
  const isDemoTaken = settings.values.demo !== false && Object.hasOwn(applications, DEMO_APPLICATION);
  if (!isDemoTaken) return clashes;
  const demo = problem(
    ["applications", DEMO_APPLICATION],
    "the built-in demo has this name",
    "another name, or demo: false",
  );
  return [demo, ...clashes];
}

function aliasClashes(applications: object): readonly { name: Name; owner: string }[] {
  const { ids, aliases } = namesOf(applications);
  const owners = new Map(ids.map(id => [id.text, id.stream]));
  return aliases.flatMap(name => {
    const owner = owners.get(name.text);
    owners.set(name.text, owner ?? name.stream);
    return owner === undefined ? [] : [{ name, owner }];
  });
}

function namesOf(applications: object): { ids: readonly Name[]; aliases: readonly Name[] } {
  const ids: Name[] = [];
  const aliases: Name[] = [];
  for (const application of Object.keys(applications)) {
    const streams = mapAt(mapAt(applications, application), "streams");
    for (const id of Object.keys(streams)) {
      const path = ["applications", application, "streams", id];
      const stream = `${application}/${id}`;
      ids.push({ text: id, stream, path });
      for (const [index, text] of textsAt(mapAt(streams, id), "aliases").entries()) {
        aliases.push({ text, stream, path: [...path, "aliases", index] });
      }
    }
  }
  return { ids, aliases };
}
