import type { TagCases } from "../contract-case.ts";

export const usageCases: TagCases = {
  readUsage: {
    200: async world => {
      const subject = { organization: "demo", application: "demo", stream: "demo/clip" };
      const viewer = { user: "eve", tag: undefined };
      const atSeconds = Math.floor(Date.now() / 1000);
      await world.store.recordActivity([], {
        additions: [{ subject: { ...subject, ...viewer }, atSeconds, figures: { sessions: 1 } }],
      });
      return { query: { by: "user", step: "day" } };
    },
  },
};
