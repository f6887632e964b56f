/** What the fake server does with one token. */
export interface FakeToken {
  readonly kind: "one-time" | "access";
  /** Refuses each entry for this reason. */
  readonly refuses?: string;
}

/** What the fake server knows of one session; `over` is the reason with which its requests are refused. */
export interface FakeSession {
  readonly id: string;
  readonly handle: string;
  readonly stream: string;
  over: string | undefined;
}

interface FakeText {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly retry_after?: number;
}

/** The refusals that these tests show, with the words of the real table. */
export const fakeTexts: Readonly<Record<string, FakeText>> = {
  "token-missing": {
    status: 401,
    title: "A token is needed",
    detail: "This stream is protected. Open it with the link you were given.",
  },
  "token-already-used": {
    status: 403,
    title: "This link was already used",
    detail: "This link opens once, and it has been opened before.",
  },
  "token-expired": {
    status: 403,
    title: "This link has expired",
    detail: "The time for which this link was valid is over.",
  },
  "token-revoked": {
    status: 403,
    title: "Access was withdrawn",
    detail: "The link for this stream has been withdrawn.",
  },
  "session-expired": {
    status: 403,
    title: "This session is over",
    detail: "The session was idle for too long or has reached its longest duration. Open the link again.",
  },
  "stream-offline": {
    status: 404,
    title: "Not on air",
    detail: "This stream is not on air right now. Your link stays valid.",
    retry_after: 2,
  },
  "markup-in-texts": {
    status: 403,
    title: '<img src=x onerror="document.title=1">',
    detail: "</script><script>document.title=1</script>",
  },
};
