/**
 * What a door does with a verdict: `off` asks for no credential, `report` lets everybody in and writes down what would
 * have been decided, `enforce` decides.
 */
export type Enforcement = "off" | "report" | "enforce";
