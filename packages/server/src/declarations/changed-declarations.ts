import type { ApplicationDeclaration } from "./declaration.ts";
import type { FileDeclarations } from "./file-declarations.ts";

/** What differs between two states of a file: `application vod`, `stream vod/clip`, `group news`. */
export interface ChangedDeclarations {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Compares what a file declares with what it declared before. A thing that only stands elsewhere has not changed. */
export function changedDeclarations(before: FileDeclarations, after: FileDeclarations): ChangedDeclarations {
  const [old, now] = [thingsOf(before), thingsOf(after)];
  return {
    added: [...now.keys()].filter(name => !old.has(name)),
    changed: [...now].filter(([name, text]) => old.has(name) && old.get(name) !== text).map(([name]) => name),
    removed: [...old.keys()].filter(name => !now.has(name)),
  };
}

/** Every thing by its name, as a text for comparing only: secrets are in it. */
function thingsOf({ applications, groups, demo }: FileDeclarations): ReadonlyMap<string, string> {
  const things = new Map<string, string>();
  if (demo) things.set("application demo", "");
  for (const { streams, ...application } of applications) {
    things.set(`application ${application.name}`, textOf([application, secretsOf(application)]));
    for (const stream of streams) things.set(`stream ${application.name}/${stream.id}`, textOf(stream));
  }
  for (const group of groups) things.set(`group ${group.id}`, textOf(group));
  return things;
}

/** What `textOf` shows of a secret is the same for all. */
function secretsOf({ origin }: ApplicationDeclaration): readonly (string | undefined)[] {
  if (origin === undefined || origin.kind === "folder") return [];
  if (origin.kind === "bucket") {
    const { accessKeyId, secretAccessKey, sessionToken } = origin;
    return [accessKeyId, secretAccessKey, sessionToken].map(secret => secret?.expose());
  }
  const { credential, headers } = origin;
  const own = credential?.scheme === "basic" ? [credential.user, credential.password] : [credential?.token];
  return [...headers.map(({ value }) => value), ...own].map(secret => secret?.expose());
}

function textOf(thing: unknown): string {
  return JSON.stringify(thing, (key, value: unknown) => (key === "declaredIn" ? undefined : value));
}
