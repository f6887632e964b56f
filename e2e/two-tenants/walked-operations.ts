import { walks } from "./cases/index.ts";

/** Ids of the operations at which two tenants are held apart by a walk; the others have nothing of a tenant's. */
export const walkedOperations: readonly string[] = Object.entries(walks)
  .filter(([, walk]) => walk.nothing === undefined)
  .map(([id]) => id);
