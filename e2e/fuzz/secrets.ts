const SECRET = /\b(?:st|sk|whsec)_[\w+/=-]{20,}/g;

/** Takes the credentials out of an answer that holds one: a token that was just made, a key, a webhook's secret. */
export function collectSecrets(body: unknown, secrets: Set<string>): void {
  for (const [secret] of JSON.stringify(body).matchAll(SECRET)) secrets.add(secret);
}
