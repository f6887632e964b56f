/** Who gives a command: an API key, or the owner of the data folder through its socket. */
export interface Actor {
  readonly organization: string;
  /** Id of the API key; `local` for the folder's owner. */
  readonly id: string;
}
