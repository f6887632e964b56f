/** The system's code of an error (`ENOENT`), else its name. Of several tries, the first one's. */
export function systemCode(error: unknown): string {
  const first: unknown = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  if (!(first instanceof Error)) return "unknown";
  return "code" in first && typeof first.code === "string" ? first.code : first.name;
}
