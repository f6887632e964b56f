import type { Application } from "../../registry/application.ts";
import { storedStream } from "../../registry/from-store.ts";
import type { StoredObject } from "../../store/objects.ts";
import { type StreamView, streamView } from "./stream-view.ts";

/** The first stream among objects that were just written, as the API shows it. */
export function writtenStream(objects: readonly StoredObject[], application: Application): StreamView {
  const object = objects.find(({ kind }) => kind === "stream");
  if (!object) throw new Error("no stream was written");
  return streamView(storedStream(object), application);
}
