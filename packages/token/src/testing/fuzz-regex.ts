import { compileRegex } from "../regex/compile.ts";
import { RegexProblem } from "../regex/problem.ts";
import { regexSeeds } from "./fuzz-seeds.ts";
import { type FuzzTarget, textOf } from "./fuzz-target.ts";

const TEXT = "/live/cam1/index.m3u8aaaaaaab";

/** The compiler of regular expressions. A pattern matches where it finds groups, and only there. */
export const regexFuzz: FuzzTarget = {
  name: "regex",
  seeds: regexSeeds,
  run(input) {
    const regex = compileRegex(textOf(input));
    if (regex instanceof RegexProblem) return "refused";
    const groups = regex.groups(TEXT);
    if (groups === undefined) return "refused";
    if (regex.test(TEXT) !== (groups !== false)) throw new Error("test and groups disagree");
    return "accepted";
  },
};
