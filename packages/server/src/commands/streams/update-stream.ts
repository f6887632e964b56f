import type { Settings } from "../../declarations/merge-settings.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import type { Actor } from "../actor.ts";
import type { CommandProblem, Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, declaredInFile, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { findStream } from "./find-stream.ts";
import { streamDocument } from "./stream-document.ts";
import { type StreamView, streamView } from "./stream-view.ts";
import { writtenStream } from "./written-stream.ts";

/** A change of a stream: the fields that are given. */
export interface StreamChange {
  /** Full name, alias, or an id that only one stream has. */
  readonly name: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  readonly change: Settings;
}

/** Changes a stream at once. When its group changes, sessions end whose token opens the group that it has left. */
export function updateStream(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name: asked, version, change }: StreamChange,
): Promise<Outcome<StreamView>> {
  const { registry, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const known = findStream(registry, actor, asked);
    const application = known && registry.application(known.name.slice(0, known.name.indexOf("/")));
    if (!application) return unknown("stream");
    const { name } = known;
    const problem = changeProblem(`the stream ${name}`, known, version) ?? groupProblem(known, change);
    if (problem) return problem;
    const { organization } = actor;
    const made = streamDocument(registry, actor, { name, document: known.document, change });
    if ("problem" in made) return made;
    const written = await writeDeclared(dependencies, actor, {
      action: "stream.update",
      subject: { kind: "stream", id: name },
      before: streamView(known, application),
      writes: [
        {
          write: "put",
          kind: "stream",
          organization,
          id: name,
          version: known.version,
          document: made.done,
        },
      ],
      after: objects => writtenStream(objects, application),
    });
    if ("problem" in written) return written;
    await followSessions(({ record }) => record.stream === name);
    return { done: streamView(registry.declared.stream(organization, name) ?? known, application) };
  });
}

/** The file may put a stream into a group that it does not declare itself. */
function groupProblem(
  { name, groupDeclaredIn }: DeclaredStream,
  change: Settings,
): { readonly problem: CommandProblem } | undefined {
  if (groupDeclaredIn === undefined || change.group === undefined) return undefined;
  return declaredInFile(`the group of ${name}`, groupDeclaredIn);
}
