import type { StoredObject } from "../store/objects.ts";

type Key = Pick<StoredObject, "kind" | "organization" | "id">;

/** The stored objects as they are now, kept so that the registry can be built anew. */
export interface StoredObjects {
  /** In the order in which they were made. */
  all(): Iterable<StoredObject>;
  put(object: StoredObject): void;
  remove(object: Key): void;
  removeOrganization(code: string): void;
  /** True when streams are stored for the application, whether or not it exists. */
  hasStreamsOf(application: Key): boolean;
}

export function createStoredObjects(objects: readonly StoredObject[]): StoredObjects {
  const byKey = new Map(objects.map(object => [keyOf(object), object]));
  const streams = new Map<string, number>();
  const count = (object: Key, change: 1 | -1): void => {
    if (object.kind !== "stream") return;
    const application = placeOf(object.organization, object.id.slice(0, object.id.indexOf("/")));
    streams.set(application, (streams.get(application) ?? 0) + change);
  };
  for (const object of objects) count(object, 1);
  const remove = (object: Key): void => {
    if (byKey.delete(keyOf(object))) count(object, -1);
  };
  return {
    all: () => byKey.values(),
    put(object) {
      if (!byKey.has(keyOf(object))) count(object, 1);
      byKey.set(keyOf(object), object);
    },
    remove,
    removeOrganization(code) {
      for (const object of byKey.values()) if (object.organization === code) remove(object);
    },
    hasStreamsOf: ({ organization, id }) => (streams.get(placeOf(organization, id)) ?? 0) > 0,
  };
}

function keyOf({ kind, organization, id }: Key): string {
  return [kind, organization, id].join("\0");
}

function placeOf(organization: string, application: string): string {
  return `${organization}\0${application}`;
}
