const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A date in the one form that is still sent (RFC 9110 section 5.6.7), or undefined when it is not one. */
export function parseHttpDate(text: string | undefined): string | undefined {
  return text !== undefined && HTTP_DATE.test(text) ? text : undefined;
}
