import { readFileSync } from "node:fs";

/** The look of a player page around the stage; the stage brings its own. */
export const pageStyle = readFileSync(new URL("./page.css", import.meta.url), "utf8");
