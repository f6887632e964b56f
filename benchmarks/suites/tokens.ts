import { measureRegex } from "../../packages/token/bench/regex.ts";
import type { Plan } from "../measure/plan.ts";
import type { Section } from "../measure/report.ts";
import { browserBuilds, weighBrowserBuild } from "../tokens/browser-size.ts";
import { makeTokenFixtures } from "../tokens/fixtures.ts";
import { targetLines } from "../tokens/targets.ts";
import { tokenRows } from "../tokens/token-rows.ts";

/** Suite 5: what a signed token costs to verify, in process, beside the libraries that people use for it. */
export async function benchTokens({ tokenRounds, tokenMilliseconds }: Plan): Promise<Section> {
  const plan = { rounds: tokenRounds, milliseconds: tokenMilliseconds };
  const rows = await tokenRows(plan, makeTokenFixtures());
  const regexes = measureRegex();
  const [slowest] = regexes;
  return {
    title: "5. Signed tokens, in process",
    about: [
      "packages/token alone: signature, claims, and every limit over a request that is described anew for each token.",
      `One process, one thread, 256 different tokens of each kind in turn, ${plan.rounds} rounds. Each must be accepted.`,
      "Rates are for each second that the thread had a core: what else the machine does counts for nobody.",
      "What has promises only has 64 under way. @eyevinn/cat does not judge catm here; the JWT libraries judge exp alone.",
    ],
    rows,
    notes: [
      ...targetLines(rows),
      "",
      `Regular expressions: 50,000 characters, ${regexes.length} patterns of nested repetitions and large ones, the best of`,
      `five: ${slowest?.milliseconds.toFixed(1)} ms for the slowest.`,
      ...(await browserLines()),
    ],
  };
}

async function browserLines(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const each of browserBuilds) {
    const { minifiedBytes, gzipBytes } = await weighBrowserBuild(each);
    lines.push(`Browser build, ${each.name}: ${minifiedBytes} bytes minified, ${gzipBytes} with gzip.`);
  }
  return lines;
}
