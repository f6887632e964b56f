/** What a refusal says to programs (`status`), to viewers (`title`, `detail`) and to the operator (`advice`). */
export interface DenyText {
  /** HTTP status at HTTP doors (RFC 9110 section 15). */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
}
