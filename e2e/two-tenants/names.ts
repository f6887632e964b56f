/** The names and ids of one holder's things: what somebody else might learn and ask with. */
export interface Names {
  readonly organization: string;
  readonly application: string;
  /** Full name. */
  readonly stream: string;
  readonly streamId: string;
  readonly alias: string;
  readonly group: string;
  readonly user: string;
  readonly tag: string;
  /** Where the viewers come from. */
  readonly address: string;
  readonly token: string;
  readonly tokenText: string;
  /** Id of a suspended token. */
  readonly suspended: string;
  readonly session: string;
  readonly endedSession: string;
  /** Reference of a refusal. */
  readonly ref: string;
  readonly revocation: string;
  /** Id of a revocation that was undone. */
  readonly undone: string;
  /** Id of a key that has made tokens. */
  readonly apiKey: string;
  readonly apiKeyText: string;
  /** A JWT that is signed with the token key, by its id, by its text and by the id inside it. */
  readonly signed: string;
  readonly signedText: string;
  readonly jti: string;
  readonly tokenKey: string;
  /** How tokens name that key. */
  readonly kid: string;
  readonly webhook: string;
  readonly webhookUrl: string;
  readonly delivery: string;
  /** Number of the last entry of the audit log. */
  readonly auditEntry: string;
  /** That entry as a verification takes it: `number:hash`. */
  readonly auditNoted: string;
  readonly idempotencyKey: string;
  /** What leads to the second page of a list, by the operation's id. */
  readonly cursors: Readonly<Record<string, string>>;
}

/** The cursor of somebody's list; empty where the list has one page. */
export function cursorOf({ cursors }: Pick<Names, "cursors">, operation: string): string {
  return cursors[operation] ?? "";
}

/** What two organizations call the same. */
export const shared = {
  streamId: "both-id",
  alias: "both-alias",
  group: "both-group",
  user: "both-user",
  tag: "both-tag",
  address: "198.51.100.200",
  /** A media server serves everybody; its sessions are those of the stream's owner. */
  server: "mediamtx",
  serverSecret: "secret-of-both-servers",
  idempotencyKey: "both-order",
  keyName: "both-key",
  webhookUrl: "http://203.0.113.9/both",
} as const;

/**
 * Names that never existed, each in the form of a real one and beginning with a word of four letters. `other` lends what
 * only differs by a secret.
 */
export function neverExisted(other: Pick<Names, "auditEntry">, word = "none"): Names {
  return {
    organization: word,
    application: `${word}-tv`,
    stream: `${word}-tv/${word}-news`,
    streamId: `${word}-news`,
    alias: `${word}-channel`,
    group: `${word}-bouquet`,
    user: `${word}-anna`,
    tag: `${word}-summer`,
    address: "198.51.100.99",
    token: "st_nnnnnnnnnnnn",
    tokenText: `st_${"n".repeat(38)}`,
    suspended: "st_nnnnnnnnnnns",
    session: "n".repeat(22),
    endedSession: "N".repeat(22),
    ref: "NNNNNNNNNN",
    revocation: "rv_000000000000",
    undone: "rv_000000000001",
    apiKey: "sk_nnnnnnnn",
    apiKeyText: `sk_${"n".repeat(38)}`,
    signed: `sg_${"n".repeat(22)}`,
    signedText: unsignedJwt(word),
    jti: "n".repeat(22),
    tokenKey: "key_000000000000",
    kid: `${word}-kid`,
    webhook: "wh_000000000000",
    webhookUrl: "http://203.0.113.10/none",
    delivery: "ev_000000000000",
    auditEntry: "9999999",
    auditNoted: `${other.auditEntry}:${"0".repeat(64)}`,
    idempotencyKey: `${word}-order`,
    cursors: new Proxy({}, { get: () => `v1.${"n".repeat(60)}` }),
  };
}

/** A text in the form of a JWT whose key nobody has. */
function unsignedJwt(word: string): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const claims = { jti: word, actions: ["play"], target: { streams: [`${word}-tv/${word}-news`] } };
  return `${part({ alg: "HS256", kid: `${word}-kid` })}.${part(claims)}.${"n".repeat(43)}`;
}

/** Everything in names that tells whose they are; numbers do not. */
export function marksOf({ cursors, auditEntry: _, ...names }: Names): readonly string[] {
  const all = [...Object.values(names), ...Object.values(cursors)];
  return [...new Set(all)].filter(mark => mark !== "" && !sharedValues.has(mark));
}

const sharedValues: ReadonlySet<string> = new Set<string>(Object.values(shared));
