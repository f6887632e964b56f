import type { StoredObject } from "../store/objects.ts";
import { builtInStream, DEMO, LIVE } from "./built-in.ts";
import { indexOf, type RegistryState, removeApplication } from "./registry-state.ts";

/**
 * Takes out what a stored object that is gone has put in. False when something else comes in its place, so that the
 * state must be built anew.
 */
export function removeStored(
  state: RegistryState,
  { kind, organization, id }: Pick<StoredObject, "kind" | "organization" | "id">,
): boolean {
  const index = indexOf(state, organization);
  switch (kind) {
    case "application":
      if (id === LIVE || id === DEMO) return false;
      if (state.applications.get(id)?.declaredIn === undefined) removeApplication(state, id);
      return true;
    case "stream":
      if (builtInStream(id) || state.fileMembers.has(id)) return false;
      if (index.stream(id)?.declaredIn === undefined) index.removeStream(id);
      return true;
    case "group":
      if (index.group(id)?.declaredIn === undefined) index.removeGroup(id);
      return true;
    case "organization":
      return false;
    case "webhook":
      return true;
  }
}
