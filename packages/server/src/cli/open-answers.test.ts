import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { createOpenAnswers } from "./open-answers.ts";

describe("the answers that are under way", () => {
  test("are all that were added and are not closed, in whatever order they close", () => {
    const answers = createOpenAnswers();
    const responses = Array.from({ length: 6 }, () => new ServerResponse(new IncomingMessage(new Socket())));
    for (const response of responses) answers.add(response);
    const left = new Set(responses);
    for (const index of [2, 5, 0, 4, 1, 3]) {
      const response = responses[index];
      response?.emit("close");
      if (response) left.delete(response);
      expect(new Set(answers.all())).toEqual(left);
      expect(answers.all()).toHaveLength(left.size);
    }
  });
});
