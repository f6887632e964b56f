const HOLDS_A_SECRET = /^(token|tokenId|code|value|key|secret|jwtSecretKey|b32Secret|authToken|auth_token)$/;
const SHORTEST_SECRET = 16;
/** `st_4Kx9…`: what lists and logs name things by. */
const PUBLIC_ID = /^[a-z]{2,5}_[\w-]{6,26}$/;

/** The credentials in an answer: every text of a member that holds one, without public ids. */
export function secretTexts(body: string): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(body, (name, value: unknown) => {
      if (HOLDS_A_SECRET.test(name) && typeof value === "string") found.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return found.filter(text => text.length >= SHORTEST_SECRET && !PUBLIC_ID.test(text));
}
