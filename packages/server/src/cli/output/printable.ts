/** Control characters, and those that turn the direction of text: a terminal obeys them. */
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as it may go to a terminal: what somebody else has written cannot steer it. One line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd");
}
