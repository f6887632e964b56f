import type { Settings } from "../../declarations/merge-settings.ts";
import type { Actor } from "../actor.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { applicationDocument } from "./application-document.ts";
import { type ApplicationView, applicationView } from "./application-view.ts";
import { findApplication } from "./find-application.ts";
import { putApplication } from "./put-application.ts";
import { writtenApplication } from "./written-application.ts";

/** A change of an application: the fields that are given. */
export interface ApplicationChange {
  readonly name: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  readonly change: Settings;
}

/** Changes an application at once; sessions go on, but those of streams that it no longer has. */
export function updateApplication(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name, version, change }: ApplicationChange,
): Promise<Outcome<ApplicationView>> {
  const { registry, sealer, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const known = findApplication(registry, actor, name);
    if (!known) return unknown("application");
    const problem = changeProblem(`the application ${name}`, known, version);
    if (problem) return problem;
    const made = applicationDocument(sealer, actor, { name, document: known.document, change });
    if ("problem" in made) return made;
    const written = await writeDeclared(dependencies, actor, {
      action: "application.update",
      subject: { kind: "application", id: name },
      before: applicationView(known),
      writes: [putApplication(actor.organization, { name, known, document: made.done })],
      after: objects => writtenApplication(dependencies, objects),
    });
    if ("problem" in written) return written;
    await followSessions(({ record }) => record.application === name);
    return { done: writtenApplication(dependencies, written.done) };
  });
}
