/** The form of application names; whether one is reserved is another question. */
export const APPLICATION_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** One segment of a stream's path: a plain stream id, a group or an alias. Never `.` or `..`. */
export const NAME_SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,128}$/;

/** The id of a registered stream: one or more segments joined by `/`. */
export const REGISTERED_STREAM_ID =
  /^(?=.{1,512}$)(?!\.{1,2}(\/|$))[A-Za-z0-9_.-]{1,128}(\/(?!\.{1,2}(\/|$))[A-Za-z0-9_.-]{1,128})*$/;

/** The rule for application names, in words. */
export const APPLICATION_NAME_RULE =
  "1 to 64 of A-Z a-z 0-9 _ -, the first a letter or digit, and not a reserved word";

/** The rule for the ids of registered streams, in words. */
export const REGISTERED_STREAM_ID_RULE =
  "segments of 1 to 128 of A-Z a-z 0-9 _ . - joined by /, none of them . or .., at most 512 characters, and no reserved word";

/** The rule for names of one segment (groups, aliases), in words. */
export const SEGMENT_RULE = "1 to 128 of A-Z a-z 0-9 _ . -, and neither . nor ..";

/** Whether a text has the form of an application's name; whether it is reserved is another question. */
export function isApplicationName(text: string): boolean {
  return APPLICATION_NAME.test(text);
}

/** Whether a text is one segment of a stream's path: a plain stream id, a group or an alias. Never `.` or `..`. */
export function isNameSegment(text: string): boolean {
  return NAME_SEGMENT.test(text);
}

/** Whether a text has the form of a registered stream's id: one or more segments joined by `/`. */
export function isRegisteredStreamId(text: string): boolean {
  return REGISTERED_STREAM_ID.test(text);
}
