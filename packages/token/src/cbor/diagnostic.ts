import { encodeHex } from "../bytes/hex.ts";
import { CborFloat, CborTag, type CborValue, isCborMap } from "./value.ts";

/** The value in diagnostic notation (RFC 8949 section 8), on one line: `{1: "issuer.example", 311: [52(h'c0000237')]}`. */
export function cborDiagnostic(value: CborValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Uint8Array) return `h'${encodeHex(value)}'`;
  if (value instanceof CborFloat) return floatText(value.value);
  if (value instanceof CborTag) return `${value.tag}(${cborDiagnostic(value.value)})`;
  if (isCborMap(value)) return `{${[...value].map(pairText).join(", ")}}`;
  return `[${value.map(cborDiagnostic).join(", ")}]`;
}

function pairText([key, value]: readonly [number | string, CborValue]): string {
  return `${cborDiagnostic(key)}: ${cborDiagnostic(value)}`;
}

/** Always with a point, which is what tells it from an integer. */
function floatText(value: number): string {
  const text = String(value);
  if (text.includes(".") || !Number.isFinite(value)) return text;
  return text.includes("e") ? text.replace("e", ".0e") : `${text}.0`;
}
