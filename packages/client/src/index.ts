export { createSluiceClient, type SluiceClient, type SluiceClientOptions } from "./create-client.ts";
export { type Answer, done } from "./done.ts";
export type { ListItem, ListPath, ListQuestion, Paginate } from "./paginate.ts";
export { idempotencyKey, ifMatch } from "./request-headers.ts";
export type { components, operations, paths } from "./schema.ts";
export { type FieldError, type Problem, type ProblemReason, SluiceProblem } from "./sluice-problem.ts";
