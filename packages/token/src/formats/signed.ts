import { catFormat } from "./cat.ts";
import type { SignedFormat } from "./judgement.ts";
import { jwtFormat } from "./jwt.ts";

/** Every format whose tokens carry their claims. To add one: its file, and one line here and in index.ts. */
export const signedFormats: readonly SignedFormat[] = [catFormat, jwtFormat];
