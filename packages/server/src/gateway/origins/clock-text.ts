/** A time as clocks of DASH write it (ISO/IEC 23009-1 section 5.8.5.7: `http-iso`, `http-xsdate`). */
const TIME = /^\s*\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?\s*$/;
const LONGEST_BYTES = 48;

/**
 * Whether a body is the time and nothing else. MPDs name clocks of their origin, and without one live DASH does not play
 * where the viewer's own clock is wrong.
 */
export function isClockText(body: unknown): body is Buffer {
  return Buffer.isBuffer(body) && body.length <= LONGEST_BYTES && TIME.test(body.toString("latin1"));
}
