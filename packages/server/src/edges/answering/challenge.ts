/** The challenge of an answer of 401 (RFC 9110 section 11.6.1); none for any other. */
export function challenge(status: number): Record<string, string> {
  return status === 401 ? { "www-authenticate": 'Bearer realm="sluice"' } : {};
}
