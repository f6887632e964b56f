import type { Settings } from "../../declarations/merge-settings.ts";
import type { Actor } from "../actor.ts";
import { findApplication } from "../applications/find-application.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { streamDocument } from "./stream-document.ts";
import { streamNameProblem } from "./stream-names.ts";
import type { StreamView } from "./stream-view.ts";
import { writtenStream } from "./written-stream.ts";

/** What a new stream is to be. */
export interface NewStream extends Settings {
  readonly application: string;
  readonly id: string;
}

/** Registers a stream in an application. Whoever plays it under that name already goes on. */
export function createStream(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { application: applicationName, id, ...change }: NewStream,
): Promise<Outcome<StreamView>> {
  const { registry, declareInTurn, followSessions } = dependencies;
  return declareInTurn(async () => {
    const application = findApplication(registry, actor, applicationName)?.value;
    if (!application)
      return invalidFields([{ field: "application", message: "there is no such application" }]);
    const { organization } = actor;
    const problem = streamNameProblem(registry, organization, { application: applicationName, id });
    if (problem) return problem;
    const name = `${applicationName}/${id}`;
    const made = streamDocument(registry, actor, { name, document: undefined, change });
    if ("problem" in made) return made;
    const written = await writeDeclared(dependencies, actor, {
      action: "stream.create",
      subject: { kind: "stream", id: name },
      writes: [{ write: "put", kind: "stream", organization, id: name, version: 0, document: made.done }],
      after: objects => writtenStream(objects, application),
    });
    if ("problem" in written) return written;
    await followSessions(({ record }) => record.stream === name);
    return { done: writtenStream(written.done, application) };
  });
}
