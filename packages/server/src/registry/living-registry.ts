import { type FileDeclarations, nothingDeclared } from "../declarations/file-declarations.ts";
import type { StoredObject } from "../store/objects.ts";
import type { Application } from "./application.ts";
import { buildState } from "./build-state.ts";
import { declaredThings } from "./declared-things.ts";
import type { OpenSealed } from "./from-store.ts";
import { namesOf } from "./names-of.ts";
import { putStored } from "./put-stored.ts";
import type { Registry } from "./registry.ts";
import type { RegistryState } from "./registry-state.ts";
import { removeStored } from "./remove-stored.ts";
import { createStoredObjects } from "./stored-objects.ts";

/** The registry, and how it is told of changes that the store has written. */
export interface LivingRegistry extends Registry {
  /** Stored objects that are new or changed. Costs the same however much there is. */
  put(objects: readonly StoredObject[]): void;
  /** Stored objects that are gone. */
  remove(objects: readonly Pick<StoredObject, "kind" | "organization" | "id">[]): void;
  /** An organization that is gone, with everything in it. */
  removeOrganization(code: string): void;
  /** The file says something else now. Answers what the operator must know, one sentence each. */
  reload(file: FileDeclarations): readonly string[];
  /** Hears of every application there is: now, and after each change of one. */
  followApplications(listener: ApplicationsListener): void;
  /** What the operator must know of the state it was built in, one sentence each. */
  readonly warnings: readonly string[];
}

/** Takes over all applications as they are now, of whatever organization. */
export type ApplicationsListener = (applications: readonly Application[]) => void;

/** What a registry is made of; without `file` nothing is declared but what is built in. */
export interface RegistryOptions {
  readonly file?: FileDeclarations | undefined;
  readonly objects?: readonly StoredObject[];
  readonly openSealed?: OpenSealed;
}

/** Builds the registry. The file is stronger than the store, and the store than what is built in. */
export function createRegistry(options: RegistryOptions = {}): LivingRegistry {
  const { openSealed = text => text } = options;
  const stored = createStoredObjects(options.objects ?? []);
  let file = options.file ?? nothingDeclared;
  const build = (): RegistryState => buildState({ file, objects: stored.all(), openSealed });
  let state = build();
  let revision = 0;
  const listeners: ApplicationsListener[] = [];
  const tell = (): void => {
    const applications = [...state.applications.values()].map(({ value }) => value);
    for (const listener of listeners) listener(applications);
  };
  return {
    ...namesOf(() => state),
    revision: () => revision,
    declared: declaredThings(() => state),
    get warnings() {
      return state.warnings;
    },
    put(objects) {
      revision += 1;
      for (const object of objects) {
        stored.put(object);
        // Streams of the database may have been waiting for their application.
        const waits = object.kind === "application" && !state.applications.has(object.id);
        if (waits && stored.hasStreamsOf(object)) state = build();
        else putStored(state, object, openSealed);
      }
      if (objects.some(isApplication)) tell();
    },
    remove(objects) {
      revision += 1;
      for (const object of objects) {
        stored.remove(object);
        if (!removeStored(state, object)) state = build();
      }
      if (objects.some(isApplication)) tell();
    },
    removeOrganization(code) {
      revision += 1;
      stored.removeOrganization(code);
      state = build();
      tell();
    },
    reload(next) {
      revision += 1;
      file = next;
      state = build();
      tell();
      return state.warnings;
    },
    followApplications(listener) {
      listeners.push(listener);
      tell();
    },
  };
}

function isApplication({ kind }: Pick<StoredObject, "kind">): boolean {
  return kind === "application";
}
