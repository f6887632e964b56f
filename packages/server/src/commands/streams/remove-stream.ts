import { builtInStream, FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { findStream } from "./find-stream.ts";
import { streamView } from "./stream-view.ts";

/** The removal of a stream. */
export interface StreamRemoval {
  /** Full name, alias, or an id that only one stream has. */
  readonly name: string;
  readonly version: number | undefined;
}

/**
 * Removes a stream and ends its sessions. Where its application takes any name, the name itself can still be published
 * and played, without what was declared of it.
 */
export function removeStream(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name: asked, version }: StreamRemoval,
): Promise<Outcome<undefined>> {
  const { registry, sessions, declareInTurn, nowMilliseconds } = dependencies;
  return declareInTurn(async () => {
    const known = findStream(registry, actor, asked);
    const application = known && registry.application(known.name.slice(0, known.name.indexOf("/")));
    if (!application) return unknown("stream");
    const { name } = known;
    const problem = changeProblem(`the stream ${name}`, known, version) ?? builtInProblem(actor, known);
    if (problem) return problem;
    const { organization } = actor;
    const written = await writeDeclared(dependencies, actor, {
      action: "stream.delete",
      subject: { kind: "stream", id: name },
      before: streamView(known, application),
      writes: [{ write: "remove", kind: "stream", organization, id: name, version: known.version }],
    });
    if ("problem" in written) return written;
    const ids = [...sessions.live()]
      .filter(({ record }) => record.stream === name)
      .map(({ record }) => record.id);
    await sessions.end(ids, "stream-removed", Math.floor(nowMilliseconds() / 1000));
    return { done: undefined };
  });
}

function builtInProblem(
  { organization }: Actor,
  { name }: DeclaredStream,
): { readonly problem: CommandProblem } | undefined {
  if (organization !== FIRST_ORGANIZATION || !builtInStream(name)) return undefined;
  return refuse("state-conflict", `${name} is part of Sluice: demo: false turns the demo off`);
}
