import { type WebEdgeSettings, webEdgeKinds } from "./web-edge.ts";
import { type WebEdgeEntries, webEdgeDefaults } from "./web-edge-schema.ts";

/** Every kind of web server: as the file says it, else with the defaults. */
export function buildWebEdges(entries: WebEdgeEntries): readonly WebEdgeSettings[] {
  return webEdgeKinds.map(kind => {
    const { allow, prefix = "", application } = entries[kind] ?? webEdgeDefaults;
    return { kind, allow, prefix, application };
  });
}
