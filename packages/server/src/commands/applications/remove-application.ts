import { DEMO, FIRST_ORGANIZATION, LIVE } from "../../registry/built-in.ts";
import type { DeclaredStream } from "../../registry/declared.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { applicationView } from "./application-view.ts";
import { findApplication } from "./find-application.ts";

/** The removal of an application. */
export interface ApplicationRemoval {
  readonly name: string;
  readonly version: number | undefined;
  /** True: with its streams, and whoever publishes or plays one. */
  readonly force: boolean;
}

/** Removes an application, which leaves its name free on this host. With `force` its streams and sessions go, too. */
export function removeApplication(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name, version, force }: ApplicationRemoval,
): Promise<Outcome<undefined>> {
  const { registry, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const known = findApplication(registry, actor, name);
    if (!known) return unknown("application");
    const streams = streamsOf(dependencies, actor, name);
    const problem =
      changeProblem(`the application ${name}`, known, version) ??
      builtInProblem(actor, name) ??
      (force ? undefined : useProblem(dependencies, name, streams));
    if (problem) return problem;
    const { organization } = actor;
    const written = await writeDeclared(dependencies, actor, {
      action: "application.delete",
      subject: { kind: "application", id: name },
      before: applicationView(known),
      writes: [
        ...streams.map(stream => ({
          write: "remove" as const,
          kind: "stream" as const,
          organization,
          id: stream.name,
          version: stream.version,
        })),
        { write: "remove", kind: "application", organization, id: name, version: known.version },
      ],
    });
    if ("problem" in written) return written;
    await followSessions(isOf(name));
    return { done: undefined };
  });
}

/** Its streams in the database. */
function streamsOf(
  { registry }: Pick<DeclaringDependencies, "registry">,
  { organization }: Actor,
  name: string,
): readonly DeclaredStream[] {
  const streams: DeclaredStream[] = [];
  for (const stream of registry.declared.streamsAfter(organization, `${name}/`)) {
    if (!stream.name.startsWith(`${name}/`)) break;
    if (stream.version > 0) streams.push(stream);
  }
  return streams;
}

function builtInProblem(
  { organization }: Actor,
  name: string,
): { readonly problem: CommandProblem } | undefined {
  if (organization !== FIRST_ORGANIZATION) return undefined;
  if (name === DEMO) return refuse("state-conflict", "the demo is part of Sluice: demo: false turns it off");
  if (name === LIVE)
    return refuse("state-conflict", "live is part of Sluice: it can be changed, not removed");
  return undefined;
}

function useProblem(
  { sessions }: Pick<DeclaringDependencies, "sessions">,
  name: string,
  streams: readonly DeclaredStream[],
): { readonly problem: CommandProblem } | undefined {
  const running = [...sessions.live()].filter(isOf(name)).length;
  if (streams.length === 0 && running === 0) return undefined;
  const what = `it has registered streams (${streams.length}) or running sessions (${running})`;
  return refuse("state-conflict", `${what}: force=true takes them along`);
}

function isOf(application: string) {
  return ({ record }: LiveSession): boolean => record.application === application;
}
