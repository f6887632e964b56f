/** Something that is to be told: an event of the server, or a test. */
export interface Message {
  readonly type: string;
  readonly organization: string;
  readonly atMilliseconds: number;
  readonly data: unknown;
}

/** The body of a delivery: the form of Standard Webhooks, and the organization. */
export function payloadOf({ type, organization, atMilliseconds, data }: Message): string {
  return JSON.stringify({ type, timestamp: new Date(atMilliseconds).toISOString(), organization, data });
}
