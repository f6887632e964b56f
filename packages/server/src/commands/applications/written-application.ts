import { storedApplication } from "../../registry/from-store.ts";
import type { StoredObject } from "../../store/objects.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { type ApplicationView, applicationView } from "./application-view.ts";

/** The application among objects that were just written, as the API shows it. */
export function writtenApplication(
  { sealer }: Pick<DeclaringDependencies, "sealer">,
  objects: readonly StoredObject[],
): ApplicationView {
  const object = objects.find(({ kind }) => kind === "application");
  if (!object) throw new Error("no application was written");
  return applicationView(storedApplication(object, sealer.open, () => undefined));
}
