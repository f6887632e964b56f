import { buildWebEdges } from "../declarations/build-web-edges.ts";
import type { WebEdgeSettings } from "../declarations/web-edge.ts";
import { createEdges, type Edges } from "../edges/door/edges.ts";
import type { EdgesDependencies } from "../edges/door/edges-dependencies.ts";
import { webEdges } from "../edges/index.ts";
import { readCredential } from "../gateway/credential-carriers.ts";
import { resourceKind } from "../gateway/resource-kind.ts";

/** What edges stand on, besides what they bring themselves and read as the gateway does. */
export type EdgesParts = Omit<EdgesDependencies, "edges" | "settings" | "readCredential" | "resourceKind"> & {
  /** Default: each kind, from this machine. */
  readonly settings: readonly WebEdgeSettings[] | undefined;
};

/** The door of web servers that ask about each request. */
export function composeEdges({ settings = buildWebEdges({}), ...parts }: EdgesParts): Edges {
  return createEdges({ ...parts, settings, edges: webEdges, readCredential, resourceKind });
}
