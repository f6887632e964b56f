import { decodeCbor } from "../cbor/decode.ts";
import { cborDiagnostic } from "../cbor/diagnostic.ts";
import { CborProblem } from "../cbor/problem.ts";
import { CborTag, type CborValue } from "../cbor/value.ts";

const HEADERS = 0;
const PAYLOAD = 2;

/**
 * A COSE message in diagnostic notation, with what stands inside its byte strings written out (RFC 8610 appendix G.3):
 * `61(17([<< {1: 5} >>, {4: h'6b31'}, << {4: 1800000000} >>, / 32 bytes / h'']))`. What makes it a credential, its MAC,
 * signature or ciphertext, is left out. Undefined for bytes that are no CBOR.
 */
export function coseDiagnostic(item: CborValue | CborProblem): string | undefined {
  if (item instanceof CborProblem) return undefined;
  if (item instanceof CborTag) return `${item.tag}(${coseDiagnostic(item.value)})`;
  if (!Array.isArray(item)) return cborDiagnostic(item);
  const parts: readonly CborValue[] = item;
  return `[${parts.map((part, index) => partText(part, index, parts.length)).join(", ")}]`;
}

function partText(part: CborValue, index: number, count: number): string {
  const isSealed = index === PAYLOAD && count === PAYLOAD + 1;
  if (!(part instanceof Uint8Array) || (index !== HEADERS && index !== PAYLOAD) || isSealed) {
    return index >= PAYLOAD && part instanceof Uint8Array
      ? `/ ${part.length} bytes / h''`
      : cborDiagnostic(part);
  }
  const inside = decodeCbor(part);
  return inside instanceof CborProblem ? cborDiagnostic(part) : `<< ${cborDiagnostic(inside)} >>`;
}
