/** Operations that fuzzing leaves out because they would end the run rather than a request, each with the reason. */
export const leftOut: Readonly<Record<string, string>> = {};
