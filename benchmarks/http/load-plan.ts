/** What the load client is to do; it gets this as JSON on standard input. */
export interface LoadPlan {
  readonly port: number;
  readonly connections: number;
  readonly work:
    | { readonly kind: "once-each" /** Each is asked for exactly once. */; readonly paths: readonly string[] }
    /** Each once, on a schedule: one that waits for a connection counts from the moment it was due. */
    | { readonly kind: "paced"; readonly paths: readonly string[]; readonly perSecond: number }
    /** Each body once, by POST on a connection of its own, on the same schedule. */
    | {
        readonly kind: "calls";
        readonly path: string;
        readonly contentType: string;
        readonly bodies: readonly string[];
        /** The first ones, which warm up client and server, are sent and not counted. */
        readonly uncounted: number;
        readonly perSecond: number;
      }
    | { readonly kind: "repeat"; readonly path: string; readonly milliseconds: number };
}

/** What it found; it prints this as JSON on standard output. */
export interface LoadResult {
  readonly requests: number;
  /** Answers other than 200, by status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}
