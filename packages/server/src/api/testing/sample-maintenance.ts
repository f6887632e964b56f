import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { refuse } from "../../commands/command-problem.ts";
import type { Maintenance } from "../../commands/maintenance/maintenance.ts";

const CONTENT = "SQLite format 3\0";

/** For a server without a data folder: copies are a few bytes, and what is restored says how that ends. */
export const sampleMaintenance: Maintenance = {
  backup: async () => {
    return { done: { takenAtMilliseconds: 0, bytes: CONTENT.length, content: Readable.from([CONTENT]) } };
  },
  async restore({ content }) {
    switch (await text(content)) {
      case "damaged":
        return refuse("file-unusable", "the file is damaged");
      case "another":
        return refuse("state-conflict", "the file is a copy of another database");
      case "large":
        return refuse("body-too-large", "the file is too large");
      default: {
        const counts = { tokensWithdrawn: 0, tokensReturned: 0, sessionsEnded: 0, objectsChanged: 0 };
        return { done: { ...counts, takenAtMilliseconds: 0, isOtherHistory: false } };
      }
    }
  },
};
