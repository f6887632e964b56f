import { looksLikeToken } from "./looks-like-token.ts";

/**
 * The token of an encoder that has a box for a user and one for a password: the password, whatever the user is called. With
 * an empty password the user's box counts, when what it holds looks like a token. Undefined: neither box holds one.
 */
export function tokenOfTwoBoxes(user: string, password: string): string | undefined {
  if (password !== "") return password;
  return looksLikeToken(user) ? user : undefined;
}
