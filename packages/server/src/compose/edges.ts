import type { ServersDependencies } from "../commands/servers/list-servers.ts";
import { buildWebEdges } from "../declarations/build-web-edges.ts";
import type { WebEdgeSettings } from "../declarations/web-edge.ts";
import { createEdges, type Edges } from "../edges/door/edges.ts";
import type { EdgesDependencies } from "../edges/door/edges-dependencies.ts";
import { createLastEdgeQuestions } from "../edges/door/last-questions.ts";
import { webEdges } from "../edges/index.ts";
import { readCredential } from "../gateway/credential-carriers.ts";
import { resourceKind } from "../gateway/resource-kind.ts";

/** What edges stand on, besides what they bring themselves and read as the gateway does. */
export type EdgesParts = Omit<EdgesDependencies, "edges" | "settings" | "readCredential" | "resourceKind"> & {
  /** Default: each kind, from this machine. */
  readonly settings: readonly WebEdgeSettings[] | undefined;
};

/** The door, and what is listed of those that ask there. */
export interface ComposedEdges {
  readonly answer: Edges;
  readonly listed: Pick<ServersDependencies, "webEdges" | "lastEdgeQuestions">;
}

/** The door of web servers that ask about each request. */
export function composeEdges({ settings = buildWebEdges({}), ...parts }: EdgesParts): ComposedEdges {
  const last = createLastEdgeQuestions();
  return {
    answer: createEdges({
      ...parts,
      settings,
      edges: webEdges,
      readCredential,
      resourceKind,
      noteQuestion: last.note,
    }),
    listed: { webEdges: settings, lastEdgeQuestions: last.all },
  };
}
