import type { ObjectsOutcome, ObjectWrite, StoredObject } from "../objects.ts";
import type { MemoryState } from "./state.ts";

/** Changes objects, all or nothing. */
export function writeObjects(
  state: MemoryState,
  writes: readonly ObjectWrite[],
  nowSeconds: number,
): ObjectsOutcome {
  const stale = writes.find(write => write.version !== (state.objects.get(keyOf(write))?.version ?? 0));
  if (stale) return { outcome: "stale", id: stale.id };
  const objects: StoredObject[] = [];
  for (const write of writes) {
    const known = state.objects.get(keyOf(write));
    if (write.write === "remove") {
      state.objects.delete(keyOf(write));
      continue;
    }
    const { kind, organization, id, document, version } = write;
    const createdAtSeconds = known?.createdAtSeconds ?? nowSeconds;
    const object = {
      kind,
      organization,
      id,
      document,
      version: version + 1,
      createdAtSeconds,
      updatedAtSeconds: nowSeconds,
    };
    state.objects.set(keyOf(write), object);
    objects.push(object);
  }
  return { outcome: "written", objects };
}

function keyOf({ kind, organization, id }: ObjectWrite): string {
  return [kind, organization, id].join("\0");
}
