import { describeLocalTime, describeWindow, openWindow } from "../match/hours.ts";
import { localTime } from "../match/local-time.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** One of the windows is open now. Judged with every manifest, so that what closes stops what plays. */
export const hours: Evaluator<"hours"> = {
  checkedAt: () => "manifest",
  evaluate({ windows }, { nowSeconds }) {
    const open = openWindow(windows, nowSeconds);
    const shown = open ? describeWindow(open) : windows.map(describeWindow).join("; ") || "no hours";
    const local = localTime(nowSeconds, (open ?? windows[0])?.timeZone);
    const now = local ? describeLocalTime(local) : "now";
    return open ? pass(`${now} is in ${shown}`) : fail("outside-hours", `${now} is outside ${shown}`);
  },
};
