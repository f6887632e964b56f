import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

const painter =
  (format: Format) =>
  (text: string): string =>
    styleText(format, text, { stream: process.stdout, validateStream: true });

/** Colours on standard output: only on a terminal, and none with NO_COLOR. */
export const colour = {
  good: painter("green"),
  bad: painter("red"),
  faint: painter("dim"),
};
