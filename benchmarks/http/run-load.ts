import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Sample } from "../measure/compare.ts";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

const client = fileURLToPath(new URL("load-client.ts", import.meta.url));

/** Runs the load client in a process of its own. Throws when any answer was not a 200: such a rate means nothing. */
export async function runLoad(plan: LoadPlan): Promise<Sample> {
  const child = spawn(process.execPath, [client], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(plan));
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`the load client ended with ${code}`);
  const result: LoadResult = JSON.parse(printed);
  const refused = Object.entries(result.refused).map(([status, count]) => `${count} × ${status}`);
  if (refused.length > 0) throw new Error(`the server refused requests: ${refused.join(", ")}`);
  return {
    perSecond: (result.requests / result.milliseconds) * 1000,
    p50Milliseconds: result.p50Milliseconds,
    p99Milliseconds: result.p99Milliseconds,
  };
}
