import { buildApplication } from "./build-application.ts";
import { buildStream } from "./build-stream.ts";
import type { FileApplication, FileDeclarations, FileGroup } from "./file-declarations.ts";
import type { FileApplicationSettings, FileGroupSettings } from "./file-schema.ts";

/** What a file says, after checking. */
export interface FileSettings {
  readonly applications: Readonly<Record<string, FileApplicationSettings>>;
  readonly groups: Readonly<Record<string, FileGroupSettings>>;
  readonly demo: boolean;
}

/** How the places of a file are found. */
export interface FilePlaces {
  /** Absolute: where relative folders start. */
  readonly folder: string;
  /** `sluice.yaml:12:5`, the place of a key. */
  placeOf(path: readonly PropertyKey[]): string;
}

/** Everything that a file declares, its defaults filled in. */
export function buildFile(settings: FileSettings, places: FilePlaces): FileDeclarations {
  return {
    applications: Object.entries(settings.applications).map(([name, given]) =>
      fileApplication(name, given, places),
    ),
    groups: Object.entries(settings.groups).map(([id, given]) => fileGroup(id, given, places)),
    demo: settings.demo,
  };
}

function fileApplication(
  name: string,
  { streams = "any", ...settings }: FileApplicationSettings,
  places: FilePlaces,
): FileApplication {
  const path = ["applications", name];
  const registered = streams === "any" ? [] : Object.entries(streams);
  const word = settings.antmedia?.acceptOnlyStreamsInDataStore;
  const registered_only = settings.registered_only ?? word ?? streams !== "any";
  return {
    ...buildApplication(name, { ...settings, registered_only }, places.folder),
    declaredIn: places.placeOf(path),
    streams: registered.map(([id, stream]) => ({
      ...buildStream(id, stream),
      declaredIn: places.placeOf([...path, "streams", id]),
    })),
  };
}

function fileGroup(id: string, { title, streams = [] }: FileGroupSettings, places: FilePlaces): FileGroup {
  const path = ["groups", id];
  return {
    id,
    title,
    declaredIn: places.placeOf(path),
    streams: streams.map((name, index) => ({
      name,
      declaredIn: places.placeOf([...path, "streams", index]),
    })),
  };
}
