const UNITS = ["kB", "MB", "GB", "TB"] as const;
const STEP = 1000;

/** A number of bytes for people: `512 B`, `1.5 MB`. */
export function byteText(bytes: number): string {
  let value = bytes;
  let text = `${bytes} B`;
  for (const unit of UNITS) {
    if (value < STEP) break;
    value /= STEP;
    text = `${value.toFixed(1)} ${unit}`;
  }
  return text;
}
