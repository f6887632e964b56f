import type { Application } from "../../registry/application.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { isPublic } from "./examine/own-places.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

type Subject = Pick<LocalServer, "config" | "declared" | "probe">;

const NOT_FOUND = 404;

/** Does nginx in front know the folders whose files it is to send, and keep everybody else out of them? */
export const accelRedirect: DoctorCheck<Subject> = {
  name: "accel-redirect",
  async look(subject) {
    const places = subject.declared.applications.flatMap(placeOf);
    if (places.length === 0) return [ok("No application has nginx send its files.")];
    return (await Promise.all(places.map(place => lookAt(place, subject)))).flat();
  },
};

interface Place {
  readonly name: string;
  readonly location: string;
}

function placeOf({ name, origin }: Application): readonly Place[] {
  if (origin?.kind !== "folder" || origin.accelRedirect === undefined) return [];
  return [{ name, location: origin.accelRedirect }];
}

async function lookAt({ name, location }: Place, { config, probe }: Subject): Promise<readonly Finding[]> {
  if (config.trustedProxies.length === 0) {
    const sentence = `accel_redirect of ${name} has no effect: trusted_proxies is empty.`;
    return [warn(sentence, "List nginx's address in trusted_proxies.")];
  }
  const { publicUrl } = config;
  if (publicUrl === undefined || !isPublic(publicUrl)) {
    return [ok(`nginx is to send the files of ${name}; no public URL leads strangers to them.`)];
  }
  const reply = await probe(new URL(publicUrl).origin + location);
  return "status" in reply ? [judge(name, location, reply)] : [];
}

function judge(
  name: string,
  location: string,
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, unknown>> },
): Finding {
  if (headers["sluice-ref"] !== undefined) {
    const sentence = `nginx has no location ${location}, so that the files of ${name} are not found.`;
    return fail(sentence, "Add it as deploy/nginx/accel-redirect.conf has it.");
  }
  if (status === NOT_FOUND)
    return ok(`nginx keeps strangers out of ${location}, where the files of ${name} are.`);
  return fail(
    `Strangers may ask for ${location}, where the files of ${name} are, without a token.`,
    "Write `internal;` into that location of nginx.",
  );
}
