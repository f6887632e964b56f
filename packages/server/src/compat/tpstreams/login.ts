import { createLoginKey } from "../../commands/api-keys/login-keys.ts";
import { GUESS_RETRY_SECONDS } from "../../lib/guess-throttle.ts";
import type { CompatProblem, CompatRoute } from "../compat-system.ts";
import { invalid, type Members, readMembers } from "./read-members.ts";

const FIELDS = ["username", "password", "organization_id"] as const;

/**
 * `POST /api/auth/login/`: here the password is an API key of ours, and the user name is anything. Answers a further key that
 * has rights over tokens alone, `{"token": …}`. A wrong password counts as any wrong key.
 */
export const loginRoute: CompatRoute = {
  method: "POST",
  url: "/api/auth/login/",
  scope: "open",
  async answer(dependencies, call) {
    const read = await readMembers(call);
    const fields = "problem" in read ? read : readFields(read.members);
    if ("problem" in fields) return fields;
    const { username, password, organization_id } = fields;
    const result = await dependencies.authenticator({ key: password, local: undefined, ip: call.ip });
    if ("refused" in result) return { problem: problemOf(result.refused) };
    if (result.actor.organization !== organization_id) {
      return invalid([{ field: "organization_id", message: "This is not the organization of the API key." }]);
    }
    const outcome = await createLoginKey(dependencies, result.actor, username);
    return "problem" in outcome ? outcome : { status: 200, json: { token: outcome.done.text.expose() } };
  },
};

type Login = Readonly<Record<(typeof FIELDS)[number], string>>;

function readFields(members: Members): Login | { readonly problem: CompatProblem } {
  const texts = FIELDS.map(field => [field, members[field]] as const);
  const errors = texts.flatMap(([field, value]) => {
    if (value === undefined) return [{ field, message: "This field is required." }];
    if (typeof value !== "string") return [{ field, message: "Not a valid string." }];
    return value === "" ? [{ field, message: "This field may not be blank." }] : [];
  });
  if (errors.length > 0) return invalid(errors);
  const text = (field: (typeof FIELDS)[number]) => String(members[field]);
  return {
    username: text("username"),
    password: text("password"),
    organization_id: text("organization_id"),
  };
}

function problemOf(refused: "api-key-missing" | "api-key-unknown" | "too-many-guesses"): CompatProblem {
  if (refused === "too-many-guesses") {
    const detail = "too many wrong keys came from this address";
    return { reason: refused, detail, retryAfterSeconds: GUESS_RETRY_SECONDS };
  }
  const message = "Unable to log in with provided credentials.";
  return invalid([{ field: "non_field_errors", message }]).problem;
}
