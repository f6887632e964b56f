import type { ObjectKind, StoredObject } from "../../store/objects.ts";
import { FIRST_ORGANIZATION } from "../built-in.ts";

/** What tests say of a stored object. */
interface SampleChanges {
  readonly organization?: string;
  readonly version?: number;
  readonly settings?: object;
  readonly [key: string]: unknown;
}

/** A stored application of the first organization that takes any stream name, unless told otherwise. */
export function storedApplicationSample(name: string, changes: SampleChanges = {}): StoredObject {
  return sample("application", name, { kind: "live" }, changes);
}

/** A stored stream by its full name. */
export function storedStreamSample(name: string, changes: SampleChanges = {}): StoredObject {
  return sample("stream", name, {}, changes);
}

/** A stored group. */
export function storedGroupSample(id: string, changes: SampleChanges = {}): StoredObject {
  return sample("group", id, {}, changes);
}

function sample(
  kind: ObjectKind,
  id: string,
  plain: object,
  { organization = FIRST_ORGANIZATION, version = 1, settings, ...document }: SampleChanges,
): StoredObject {
  return {
    kind,
    id,
    organization,
    version,
    document: { settings: { ...plain, ...settings }, ...document },
    createdAtSeconds: 1_800_000_000,
    updatedAtSeconds: 1_800_000_000,
  };
}
