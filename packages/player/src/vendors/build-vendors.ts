import { build, type Plugin } from "vite";
import { type VendorScript, vendorScripts } from "./index.ts";

/** A part of the player's build: puts each vendor's script beside `player.js`. They are small, for they load that. */
export function vendorBuild(): Plugin {
  let root = "";
  return {
    name: "vendor-scripts",
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      for (const script of vendorScripts) {
        this.emitFile({ type: "asset", fileName: script.file, source: await bundled(root, script) });
      }
    },
  };
}

async function bundled(root: string, { file, entry, form }: VendorScript): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      target: "es2022",
      write: false,
      lib: {
        entry: `src/vendors/${entry}`,
        formats: [form],
        name: "sluiceVendor",
        fileName: () => file,
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap(one =>
    "output" in one ? one.output : [],
  );
  const [chunk] = outputs.filter(output => output.type === "chunk");
  if (chunk === undefined) throw new Error(`${entry} was not built`);
  return chunk.code;
}
