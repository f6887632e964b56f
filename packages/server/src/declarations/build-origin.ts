import { resolve } from "node:path";
import { Secret } from "@sluice/token";
import { normalizeBaseUrl } from "./base-url.ts";
import type { BucketOriginDeclaration, HttpCredential, OriginDeclaration } from "./declaration.ts";
import type { OriginSettings } from "./origin-schema.ts";

/** The region that stores of one place take. */
const DEFAULT_REGION = "us-east-1";

/** One origin. A relative folder starts at `baseFolder`, which is absolute. */
export function buildOrigin(settings: OriginSettings, baseFolder: string): OriginDeclaration {
  const { folder, url, headers = {}, bucket, allow_private } = settings;
  if (bucket !== undefined) return buildBucket(bucket, settings);
  if (url === undefined) {
    const { accel_redirect: accelRedirect } = settings;
    return {
      kind: "folder",
      folder: resolve(baseFolder, folder ?? ""),
      ...(accelRedirect && { accelRedirect }),
    };
  }
  return {
    kind: "http",
    url: normalizeBaseUrl(url),
    headers: Object.entries(headers).map(([name, value]) => ({
      name: name.toLowerCase(),
      value: new Secret(value),
    })),
    credential: buildCredential(settings),
    allowPrivate: allow_private ?? false,
  };
}

function buildCredential({ user, password, bearer }: OriginSettings): HttpCredential | undefined {
  if (bearer !== undefined) return { scheme: "bearer", token: new Secret(bearer) };
  if (user === undefined || password === undefined) return undefined;
  return { scheme: "basic", user: new Secret(user), password: new Secret(password) };
}

function buildBucket(bucket: string, settings: OriginSettings): BucketOriginDeclaration {
  const { region = DEFAULT_REGION, endpoint, session_token } = settings;
  return {
    kind: "bucket",
    bucket,
    region,
    endpoint: normalizeBaseUrl(endpoint ?? awsEndpoint(region)),
    prefix: settings.prefix ?? "",
    // A certificate for *.s3.… does not cover a bucket with a dot in its name.
    pathStyle: settings.path_style ?? (endpoint !== undefined || bucket.includes(".")),
    accessKeyId: new Secret(settings.access_key_id ?? ""),
    secretAccessKey: new Secret(settings.secret_access_key ?? ""),
    sessionToken: session_token === undefined ? undefined : new Secret(session_token),
    allowPrivate: settings.allow_private ?? false,
  };
}

function awsEndpoint(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
