import type { TagCases } from "../contract-case.ts";

const question = { action: "play", stream: "demo/clip", token: "no-token", ip: "192.0.2.1" };

export const checkCases: TagCases = {
  check: { 200: { body: question } },
  explain: { 200: { body: { ...question, at: 1_000_000 } } },
};
