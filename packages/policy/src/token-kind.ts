/** Kinds of token: `jwt` and `cat` carry their claims in their text; the others name their record. */
export const tokenKinds = ["one-time", "access", "jwt", "cat"] as const;

export type TokenKind = (typeof tokenKinds)[number];
