import { type Evaluator, fail, pass } from "./evaluator.ts";

/** Played, not downloaded: where it is not allowed no whole file is an entry. */
export const download: Evaluator<"download"> = {
  checkedAt: () => "entry",
  evaluate({ allowed }, { isWholeFile = false }) {
    if (allowed) return pass("downloads are allowed");
    return isWholeFile
      ? fail("download-not-allowed", "a whole file was asked for, and downloads are not allowed")
      : pass("what was asked for is no whole file");
  },
};
