/** Kinds of token that are made: `jwt` and `cat` carry their claims in their text; the others name their record. */
export const mintedTokenKinds = ["one-time", "access", "jwt", "cat"] as const;

/**
 * All kinds of token. `totp` is what a subscriber's codes open, `hash` what Ant Media's hash opens: nobody makes them, and their
 * records are written with their first session.
 */
export const tokenKinds = [...mintedTokenKinds, "totp", "hash"] as const;

export type TokenKind = (typeof tokenKinds)[number];
