import type { CopyRelation } from "../../../restore.ts";
import { restoreCopy } from "../restore-copy.ts";
import { takeBack } from "../take-back.ts";
import { takeOver } from "../take-over.ts";

// A process for kill.test.ts: restores a copy, and says when it begins.

const [current = "", copy = "", relation] = process.argv.slice(2);
process.stdout.write("restoring\n");
restoreCopy({ current, copy, relation: relation as CopyRelation }, database =>
  (relation === "past" ? takeBack : takeOver)(database, {
    nowSeconds: 1,
    appendAudit: () => undefined,
    entryFor: () => {
      throw new Error("nobody is told");
    },
  }),
);
