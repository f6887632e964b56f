import type { AddCommand } from "./command.ts";
import { addStart } from "./start.ts";

/** Every command of `sluice`, in the order of its help. To add one: its file, and one line here. */
export const commands: readonly AddCommand[] = [addStart];
