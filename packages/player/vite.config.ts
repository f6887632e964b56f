import { join } from "node:path";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";
import { vendorBuild } from "./src/vendors/build-vendors.ts";

const ours = "/*! Sluice player, Apache-2.0.";
const hlsNotice =
  " Contains hls.js (https://github.com/video-dev/hls.js), Apache-2.0, copyright (c) 2017 Dailymotion, parts copyright (c) 2013-2015 Brightcove.";
const dashNotice =
  " Contains dash.js (https://github.com/Dash-Industry-Forum/dash.js), BSD-3-Clause, copyright (c) 2015 Dash Industry Forum.";

/** Parts of hls.js that Sluice has no use for, by their place in its default configuration: DRM, and CMCD. */
const NEVER_USED = ["  emeController: EMEController ,\n", "  cmcdController: CMCDController ,\n"];

/** Engines with a file of their own, which is loaded when they play: `assets/player-<name>.js`. */
const parts = [
  { name: "dash", notice: dashNotice },
  { name: "whep", notice: "" },
] as const;

/**
 * One classic script, so that a page needs a single tag and no module support from its content security policy, and
 * one for each part.
 */
export default defineConfig({
  ...script({ entry: "src/main.ts", fileName: "player.js", notice: hlsNotice }),
  plugins: [leaveOut("hls.js/dist/hls.mjs", NEVER_USED), buildParts(), vendorBuild()],
});

function script(file: { entry: string; fileName: string; notice: string }): InlineConfig {
  return {
    build: {
      target: "es2022",
      lib: { entry: file.entry, formats: ["iife"], name: "sluicePlayer", fileName: () => file.fileName },
      rolldownOptions: { output: { postBanner: `${ours}${file.notice} */\n` } },
    },
  };
}

/** One run of Vite makes all of them, into the folder that it was told. */
function buildParts(): Plugin {
  let target: { readonly root: string; readonly outDir: string } | undefined;
  return {
    name: "sluice-parts",
    configResolved: ({ root, build: { outDir } }) => {
      target = { root, outDir };
    },
    async closeBundle() {
      if (target === undefined) return;
      const { root, outDir } = target;
      for (const { name, notice } of parts) {
        const entry = `src/engines/parts/${name}-part.ts`;
        const { build: made } = script({ entry, fileName: `assets/player-${name}.js`, notice });
        await build({
          root,
          configFile: false,
          logLevel: "error",
          build: { ...made, outDir: join(outDir), emptyOutDir: false },
        });
      }
    },
  };
}

/** Takes texts out of a module, so that what they name is not bundled; a text that is not there ends the build. */
function leaveOut(module: string, texts: readonly string[]): Plugin {
  return {
    name: "sluice-leave-out",
    transform(code, id) {
      if (!id.replaceAll("\\", "/").endsWith(module)) return undefined;
      const missing = texts.find(text => !code.includes(text));
      if (missing !== undefined) throw new Error(`${module} has no ${missing.trim()} any more`);
      return { code: texts.reduce((left, text) => left.replace(text, ""), code), map: null };
    },
  };
}
