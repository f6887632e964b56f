import { encodeUtf8 } from "../../bytes/utf8.ts";
import type { Json } from "../../cat/claim.ts";
import type { Grant, GrantTarget } from "../../formats/format.ts";
import type { Refused } from "../../formats/judgement.ts";
import { keptRegex } from "../../regex/kept-regex.ts";
import { RegexProblem } from "../../regex/problem.ts";
import { isText } from "../claim-values.ts";
import { isRefused, malformed, unsupported } from "../refused.ts";
import { isJsonArray, isJsonObject, type JsonObject, parseJson } from "../strict-json.ts";
import type { ClaimMap, ClaimsToWrite, MappedClaims } from "./claim-map.ts";
import { twoSubjects, withoutWords, writeRegistered } from "./write-registered.ts";

/** What each action of MediaMTX opens here; those of its control API open nothing. */
const ACTIONS: Readonly<Record<string, Grant["actions"]>> = {
  publish: ["publish"],
  read: ["play"],
  playback: ["play"],
  api: [],
  metrics: [],
  pprof: [],
};

/** The claim of MediaMTX's `authMethod: jwt`: a list of permissions, each an action and a path. */
export const mediamtx = {
  id: "mediamtx",
  summary:
    "Permissions of MediaMTX (authMethod: jwt): actions on paths, or on what a regular expression finds.",
  source: "MediaMTX, authJWTClaimKey: mediamtx_permissions",
  claims: [
    {
      name: "mediamtx_permissions",
      type: 'list of {"action": text, "path": text}, or such a list as a JSON text',
      meaning:
        "publish, read and playback open the path; an empty or missing path is every path, and ~ begins a regular " +
        "expression that is searched for anywhere in it (^ and $ anchor it). api, metrics and pprof open nothing here.",
    },
  ],
  recognises: claims => claims.mediamtx_permissions !== undefined,
  read,
  write,
} as const satisfies ClaimMap;

function read({ mediamtx_permissions, sub }: JsonObject): MappedClaims | Refused {
  const permissions = readNested(mediamtx_permissions);
  if (!isJsonArray(permissions))
    return malformed("mediamtx_permissions is not a list", "mediamtx_permissions");
  const grants: Grant[] = [];
  for (const permission of permissions) {
    const grant = readPermission(permission);
    if (isRefused(grant)) return grant;
    if (grant.actions.length > 0) grants.push(grant);
  }
  return { grants, user: isText(sub) ? sub : undefined, disconnectAtExpiry: false };
}

/** MediaMTX also takes the list as a JSON text. */
function readNested(value: Json | undefined): Json | undefined {
  const bytes = typeof value === "string" ? encodeUtf8(value) : undefined;
  return bytes ? parseJson(bytes) : value;
}

function readPermission(permission: Json): Grant | Refused {
  if (!isJsonObject(permission)) return malformed("a permission is not an object", "mediamtx_permissions");
  const { action, path = "", ...rest } = permission;
  if (Object.keys(rest).length > 0)
    return malformed("a permission has more than an action and a path", "mediamtx_permissions");
  const actions = typeof action === "string" && Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!actions) return malformed("a permission has an unknown action", "mediamtx_permissions");
  if (typeof path !== "string") return malformed("a permission's path is not a text", "mediamtx_permissions");
  const target = readPath(path);
  return isRefused(target) ? target : { actions, target };
}

function readPath(path: string): GrantTarget | Refused {
  if (path === "") return { organization: true };
  if (!path.startsWith("~")) return { streams: [path] };
  const pattern = path.slice(1);
  const regex = keptRegex(pattern);
  return regex instanceof RegexProblem
    ? unsupported(`regular expression: ${regex.problem}`, "mediamtx_permissions")
    : { pattern };
}

function write(wanted: ClaimsToWrite): JsonObject | Refused {
  const unsaid = withoutWords("mediamtx", wanted, ["user"]) ?? twoSubjects("mediamtx", wanted);
  if (unsaid) return unsaid;
  const permissions: JsonObject[] = [];
  for (const { actions, target } of wanted.grants) {
    const paths = pathsOf(target);
    if (!paths) return malformed("mediamtx has no word for a group, or for a name that begins with ~");
    for (const action of actions)
      for (const path of paths) permissions.push({ action: action === "play" ? "read" : action, path });
  }
  if (permissions.length === 0) return malformed("a grant is missing");
  const claims = {
    ...writeRegistered({ ...wanted, subject: wanted.user ?? wanted.subject }),
    mediamtx_permissions: permissions,
  };
  const unreadable = read(claims);
  return isRefused(unreadable) ? unreadable : claims;
}

function pathsOf(target: GrantTarget): readonly string[] | undefined {
  if ("pattern" in target) return [`~${target.pattern}`];
  // A name that begins with ~ would be read as a regular expression.
  if ("streams" in target)
    return target.streams.some(name => name.startsWith("~")) ? undefined : target.streams;
  return "organization" in target ? [""] : undefined;
}
