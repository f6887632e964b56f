import type { TagCases } from "../contract-case.ts";

export const userCases: TagCases = {
  eraseUser: {
    200: async world => {
      await world.make("/v1/tokens", {
        kind: "one-time",
        action: "play",
        target: { streams: ["demo/clip"] },
        user: "eve",
      });
      return { path: { user: "eve" } };
    },
    // Nobody is unknown: there is only nothing kept. The router turns away what is much longer than any name.
    404: { path: { user: "x".repeat(8_000) } },
  },
};
