import { readProblem, SluiceProblem } from "./sluice-problem.ts";

/** What a call of the client answers. */
export interface Answer<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What a call was made for, or a thrown SluiceProblem: `await done(sluice.POST("/v1/tokens", { body }))`. Without it a
 * call answers `{data, error, response}`, and throws only when there is no answer at all.
 */
export async function done<T>(call: Promise<Answer<T>>): Promise<T>;
export async function done(call: Promise<Answer<unknown>>): Promise<unknown> {
  const { data, error, response } = await call;
  if (!response.ok) throw new SluiceProblem(response, readProblem(error));
  return data;
}
