import { defineConfig } from "vite";

const notice =
  "/*! Sluice player, Apache-2.0. Contains hls.js (https://github.com/video-dev/hls.js), Apache-2.0, copyright (c) 2017 Dailymotion, parts copyright (c) 2013-2015 Brightcove. */\n";

/** One classic script, so that a page needs a single tag and no module support from its content security policy. */
export default defineConfig({
  build: {
    target: "es2022",
    lib: { entry: "src/main.ts", formats: ["iife"], name: "sluicePlayer", fileName: () => "player.js" },
    rolldownOptions: { output: { postBanner: notice } },
  },
});
