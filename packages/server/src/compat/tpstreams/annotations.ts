import { membersOf } from "../members-of.ts";
import { readJson } from "../read-json.ts";

/** Annotations with all their keys, or what is wrong with them, in Django's words. */
export type ReadAnnotations =
  | { readonly value: readonly Annotation[] | undefined }
  | { readonly message: string };

/** One watermark as it is echoed (TPStreams documentation, "Access token"): every key, whatever was sent. */
export interface Annotation {
  readonly text: string;
  readonly type: "static" | "dynamic";
  /** `#RGB` or `#RRGGBB`, as it was sent. */
  readonly color: string;
  /** From 0 to 1, with two digits. */
  readonly opacity: string;
  readonly size: number;
  /** Milliseconds. */
  readonly interval: number;
  readonly skip: number;
  readonly x: number;
  readonly y: number;
}

const MOST = 20;
const LONGEST_TEXT = 200;
/** What our player takes where nothing is said, so that the echo changes no picture. */
const OTHERWISE = { color: "#FFFFFF", opacity: 0.5, size: 14, interval: 5_000, skip: 0, x: 10, y: 10 };

/**
 * Reads `annotations` (TPStreams documentation, "Watermark Videos"): a list of objects; numbers may be text there, and so may the
 * list itself, as forms have it.
 */
export function readAnnotations(sent: unknown): ReadAnnotations {
  const value = typeof sent === "string" ? parsed(sent) : sent;
  if (value === undefined) return { value };
  if (value === null) return { value: [] };
  if (!Array.isArray(value)) return { message: "Expected a list of items." };
  if (value.length > MOST) return { message: `Ensure this field has no more than ${MOST} items.` };
  const read = value.map(readAnnotation);
  const wrong = read.findIndex(item => typeof item === "string");
  if (wrong >= 0) return { message: `Item ${wrong}: ${String(read[wrong])}` };
  return { value: read.filter(item => typeof item !== "string") };
}

/** What a text says in JSON; one that says nothing is as wrong as any other text. */
function parsed(text: string): unknown {
  const read = readJson(Buffer.from(text));
  return "problem" in read ? text : (read.value ?? text);
}

/** The annotation, or what is wrong with it. */
function readAnnotation(item: unknown): Annotation | string {
  const sent = membersOf(item);
  if (!sent) return "Expected an object.";
  const { text = "", type = "static", color = OTHERWISE.color } = sent;
  if (typeof text !== "string" || text.length > LONGEST_TEXT) {
    return `text: a text of at most ${LONGEST_TEXT} characters is required.`;
  }
  if (type !== "static" && type !== "dynamic") return "type: static or dynamic is required.";
  if (typeof color !== "string" || !/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(color)) {
    return "color: a hexadecimal color such as #FF0000 is required.";
  }
  const numbers = { ...OTHERWISE, ...sent };
  const opacity = numberOf(numbers.opacity);
  if (opacity === undefined || opacity > 1) return "opacity: a number from 0 to 1 is required.";
  for (const name of ["size", "interval", "skip", "x", "y"] as const) {
    if (numberOf(numbers[name]) === undefined) return `${name}: a number from 0 to 1000000 is required.`;
  }
  const number = (name: "size" | "interval" | "skip" | "x" | "y") => numberOf(numbers[name]) ?? 0;
  return {
    text,
    type,
    color,
    opacity: opacity.toFixed(2),
    size: number("size"),
    interval: number("interval"),
    skip: number("skip"),
    x: number("x"),
    y: number("y"),
  };
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,7}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value;
  return typeof number === "number" && number >= 0 && number <= 1_000_000 ? number : undefined;
}
