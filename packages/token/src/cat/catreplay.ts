import { type Finding, pass } from "../finding.ts";
import type { Claim, Malformed } from "./claim.ts";
import { malformed } from "./shapes.ts";

/** 0: the token may be used again. 1: it may not. 2: it may, and reuse is detected. */
export type Replay = 0 | 1 | 2;

const findings: Readonly<Record<Replay, Finding>> = {
  0: pass("the token may be used again"),
  1: { outcome: "pending", check: { kind: "use", max: 1 }, detail: "one use" },
  2: pass("reuse is counted"),
};

/** Whether the token may be used again. Uses are counted by the token's `cti`, which 1 needs. */
export const catreplay: Claim<Replay> = {
  name: "catreplay",
  label: 308,
  summary:
    "0: the token may be used again. 1: it opens one session. 2: it may be used again, and reuse is counted.",
  source: "CTA-5007-B 4.6.6",
  checkedAt: "entry",
  parse: read,
  judge: value => findings[value],
  encode: value => value,
  fromJson: read,
  toJson: value => value,
};

function read(value: unknown): Replay | Malformed {
  return value === 0 || value === 1 || value === 2 ? value : malformed("it must be 0, 1 or 2");
}
