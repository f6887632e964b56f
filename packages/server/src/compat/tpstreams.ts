import type { CompatSystem } from "./compat-system.ts";

/** TPStreams. */
export const tpstreams: CompatSystem = {
  id: "tpstreams",
  title: "TPStreams",
  keyOf: () => undefined,
  routes: [],
  renderProblem: ({ detail }) => ({ status: 400, json: { message: detail } }),
  compared: [],
};
