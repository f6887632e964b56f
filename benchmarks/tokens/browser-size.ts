import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** What a page loads to use the token package. */
export interface BrowserBuild {
  readonly name: string;
  /** Relative to this folder. */
  readonly entry: string;
  /** Bytes of the minified module, compressed with gzip: a build above it fails the tests. */
  readonly budgetGzipBytes: number;
}

export interface BrowserSize {
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

/** The budgets are what was measured and about 15% for what comes. The README of the package names them. */
export const browserBuilds: readonly BrowserBuild[] = [
  { name: "verify with WebCrypto", entry: "browser/verify.ts", budgetGzipBytes: 42_000 },
  { name: "everything", entry: "browser/everything.ts", budgetGzipBytes: 52_000 },
];

/** Builds it for browsers, in memory, and weighs what comes out. Throws when it needs anything of Node. */
export async function weighBrowserBuild({ entry }: BrowserBuild): Promise<BrowserSize> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        preserveEntrySignatures: "strict",
        external: /^node:/,
      },
    },
  });
  const outputs = [built].flat().flatMap(result => ("output" in result ? result.output : []));
  const code = outputs.map(output => ("code" in output ? output.code : "")).join("\n");
  const foreign = /from\s*["']node:|import\s*["']node:/.test(code);
  if (code === "" || foreign) throw new Error(`${entry} is not for browsers`);
  return {
    minifiedBytes: Buffer.byteLength(code),
    gzipBytes: gzipSync(code, { level: 9 }).length,
  };
}
