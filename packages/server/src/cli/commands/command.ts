import type { Command } from "commander";

/** One command of `sluice`: adds itself to the program. */
export type AddCommand = (program: Command) => void;
