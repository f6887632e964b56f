import type { Settings } from "../../declarations/merge-settings.ts";
import { isOwnWord } from "../../declarations/own-words.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { nameReserved, nameTaken } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { mayUseApplication } from "../permissions.ts";
import { applicationDocument } from "./application-document.ts";
import type { ApplicationView } from "./application-view.ts";
import { writtenApplication } from "./written-application.ts";

/** What a new application is to be. */
export interface NewApplication extends Settings {
  readonly name: string;
}

/** Makes an application for the actor's organization. Its name is then taken on the whole host. */
export function createApplication(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { name, ...change }: NewApplication,
): Promise<Outcome<ApplicationView>> {
  const { sealer, declareInTurn } = dependencies;
  return declareInTurn(async () => {
    const problem = nameProblem(dependencies, actor, name);
    if (problem) return problem;
    const made = applicationDocument(sealer, actor, { name, document: undefined, change });
    if ("problem" in made) return made;
    const { organization } = actor;
    const written = await writeDeclared(dependencies, actor, {
      action: "application.create",
      subject: { kind: "application", id: name },
      writes: [
        { write: "put", kind: "application", organization, id: name, version: 0, document: made.done },
      ],
      after: objects => writtenApplication(dependencies, objects),
    });
    return "problem" in written ? written : { done: writtenApplication(dependencies, written.done) };
  });
}

function nameProblem(
  { registry }: Pick<DeclaringDependencies, "registry">,
  actor: Actor,
  name: string,
): { readonly problem: CommandProblem } | undefined {
  const known = registry.application(name);
  const isOwn = known?.organization === actor.organization;
  if (isOwnWord("application", name) || (known && !isOwn)) return nameReserved(name);
  if (!mayUseApplication(actor, name)) {
    return refuse(
      "not-permitted",
      `this API key is for its applications only: ${actor.applications?.join(", ")}`,
    );
  }
  return known && nameTaken("application", name);
}
