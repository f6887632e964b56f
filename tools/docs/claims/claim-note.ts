/** What a door may be asked, in the words of `POST /v1/check`; what is left out is as every example has it. */
export type ExampleRequest = Readonly<Record<string, unknown>>;

/** One token and what becomes of it. Each is carried out when the page is made, and again by its test. */
export interface TokenExample {
  /** More words of `POST /v1/tokens`. */
  readonly grant?: Readonly<Record<string, unknown>>;
  /** Carried out before, with `consume`. */
  readonly before?: ExampleRequest;
  /** Requests in their order, each with the reason of its refusal; null: it is allowed. */
  readonly requests: readonly (readonly [request: ExampleRequest, reason: string | null])[];
}

/** What the page says of a claim beside what the code says. */
export interface ClaimNote {
  /** What it looks at, and who says so. */
  readonly looksAt: string;
  /** Whether the gateway can supply it: by itself, when something is configured, or never. */
  readonly gateway: "yes" | "configured" | "never" | "informs";
  /** In the JSON form; undefined: it is written by other words of the grant. */
  readonly claim?: unknown;
  readonly example: TokenExample;
}
