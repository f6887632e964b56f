import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const module = new URL("collect-young-buffers.ts", import.meta.url).href;

/** How often a process with 640 MiB of short-lived buffers looks through its whole heap, and what it prints besides. */
async function wholeCollections(prepare: string): Promise<{ count: number; complaints: string }> {
  const script = `
    import { PerformanceObserver, constants } from "node:perf_hooks";
    import { collectYoungBuffers } from ${JSON.stringify(module)};
    ${prepare}
    let count = 0;
    const isWhole = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
    const observer = new PerformanceObserver(list => { count += list.getEntries().filter(isWhole).length; });
    observer.observe({ entryTypes: ["gc"] });
    for (let round = 0; round < 100; round += 1) {
      for (let i = 0; i < 100; i += 1) Buffer.allocUnsafeSlow(64 * 1024);
      await new Promise(setImmediate);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
    console.log(count);`;
  const args = ["--input-type=module", "--eval", script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  return { count: Number(stdout), complaints: stderr };
}

test("Short-lived buffers are thrown away nearly without a look through the whole heap", async () => {
  const before = await wholeCollections("");
  const after = await wholeCollections("collectYoungBuffers();");
  expect(after.complaints).toBe(before.complaints);
  expect(after.count).toBeLessThan(before.count / 2);
});
