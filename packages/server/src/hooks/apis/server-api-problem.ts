/**
 * A server's API cannot be used now. The message says why in plain words; it holds neither the address's query, nor what was
 * answered, nor a credential.
 */
export class ServerApiProblem extends Error {
  override readonly name = "ServerApiProblem";
}
