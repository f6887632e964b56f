import type { Enforcement } from "@sluice/policy";
import type { DeclaredApplication, DeclaredStream } from "../../registry/declared.ts";
import type { ObjectWrite } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { streamDocument } from "../streams/stream-document.ts";
import { applicationDocument } from "./application-document.ts";
import { type ApplicationView, applicationView } from "./application-view.ts";
import { findApplication } from "./find-application.ts";
import { putApplication } from "./put-application.ts";
import { writtenApplication } from "./written-application.ts";

/** Names in the audit entry; the number is there of all. */
const MOST_NAMES = 100;

/** How streams of an application play that say nothing of it themselves. */
export interface PlayDefault {
  readonly name: string;
  readonly play: Enforcement;
  readonly embedToken: boolean;
}

/**
 * Changes the default for playing as that of a workspace: streams that are registered keep what they have, written down
 * as their own in the same transaction and audit entry, but for those with `follow_default`. Names that nobody registered
 * have nothing to keep and go along. (`updateApplication` changes it for all that say nothing themselves.)
 */
export function changePlayDefault(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name, play, embedToken }: PlayDefault,
): Promise<Outcome<ApplicationView>> {
  const { registry, sealer, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const known = findApplication(registry, actor, name);
    if (!known) return unknown("application");
    const problem = changeProblem(`the application ${name}`, known, undefined);
    if (problem) return problem;
    if (isAsItWas(known, { play, embedToken })) return { done: applicationView(known) };
    const change = { enforcement: { play }, embed_token: embedToken };
    const made = applicationDocument(sealer, actor, { name, document: known.document, change });
    if ("problem" in made) return made;
    const kept = keptStreams(dependencies, actor, known);
    if ("problem" in kept) return kept;
    const names = kept.done.map(({ id }) => id);
    const written = await writeDeclared(dependencies, actor, {
      action: "application.update",
      subject: { kind: "application", id: name },
      before: applicationView(known),
      writes: [putApplication(actor.organization, { name, known, document: made.done }), ...kept.done],
      after: objects => ({
        ...writtenApplication(dependencies, objects),
        streams_kept: { count: names.length, names: names.slice(0, MOST_NAMES) },
      }),
    });
    if ("problem" in written) return written;
    await followSessions(({ record }) => record.application === name);
    return { done: writtenApplication(dependencies, written.done) };
  });
}

function isAsItWas(
  { value }: DeclaredApplication,
  { play, embedToken }: Pick<PlayDefault, "play" | "embedToken">,
): boolean {
  return value.enforcement.play === play && (value.embedsToken ?? false) === embedToken;
}

type Put = Extract<ObjectWrite, { write: "put" }>;

/** Writes that make what each stream has by its application its own. */
function keptStreams(
  { registry }: DeclaringDependencies,
  actor: Actor,
  application: DeclaredApplication,
): Outcome<readonly Put[]> {
  const { organization } = actor;
  const prefix = `${application.value.name}/`;
  const writes: Put[] = [];
  for (const stream of registry.declared.streamsAfter(organization, prefix)) {
    if (!stream.name.startsWith(prefix)) break;
    const change = keeping(stream, application);
    if (!change) continue;
    const { name, document, version } = stream;
    const made = streamDocument(registry, actor, {
      name,
      document,
      change,
    });
    if ("problem" in made) return made;
    writes.push({ write: "put", kind: "stream", organization, id: name, version, document: made.done });
  }
  return { done: writes };
}

/** Undefined: it follows, says all of it itself, or is the file's. */
function keeping({ value, declaredIn }: DeclaredStream, { value: application }: DeclaredApplication) {
  const { followsDefault, enforcement, embedsToken } = value;
  const saysAll = enforcement.play !== undefined && embedsToken !== undefined;
  if (followsDefault || saysAll || declaredIn !== undefined) return undefined;
  return {
    enforcement: { play: enforcement.play ?? application.enforcement.play },
    embed_token: embedsToken ?? application.embedsToken ?? false,
  };
}
