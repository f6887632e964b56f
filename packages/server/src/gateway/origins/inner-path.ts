/**
 * The segments of a path below an origin's root, or undefined for one that could mean anything else: absolute, with
 * an empty, `.` or `..` segment, with a backslash or a control character. The gateway normalises paths before this;
 * an origin looks again because here a slip would open every file.
 */
export function innerPath(path: string): readonly string[] | undefined {
  const segments = path.split("/");
  return segments.every(isInnerSegment) ? segments : undefined;
}

const FORBIDDEN = /[\p{Cc}\\]/u;

function isInnerSegment(segment: string): boolean {
  return segment !== "" && segment !== "." && segment !== ".." && !FORBIDDEN.test(segment);
}
