import type { Application } from "../../registry/application.ts";
import { pathText } from "../output/path-text.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { baseOf, type OriginAnswer, type RemoteOrigin } from "./examine/ask-origin.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const FAULTS_FROM = 500;

/** What stores say of a signature, whatever it is that is asked for. */
const REFUSED_KEYS: ReadonlySet<string> = new Set([
  "AuthorizationHeaderMalformed",
  "ExpiredToken",
  "InvalidAccessKeyId",
  "InvalidToken",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
]);

type Subject = Pick<LocalServer, "system" | "declared" | "askOrigin">;

/** Does the media exist that file and database speak of: can each folder be read, does each server answer? */
export const origins: DoctorCheck<Subject> = {
  name: "origins",
  async look(subject) {
    const found = await Promise.all(
      subject.declared.applications.map(application => lookAt(application, subject)),
    );
    const findings = found.flat();
    return findings.length > 0 ? findings : [ok("No application has an origin of its own.")];
  },
};

async function lookAt({ name, origin }: Application, subject: Subject): Promise<readonly Finding[]> {
  if (origin === undefined || origin.kind === "demo") return [];
  if (origin.kind === "folder") return [lookAtFolder(name, origin.folder, subject.system)];
  return [judge(name, origin, await subject.askOrigin(origin))];
}

function lookAtFolder(name: string, folder: string, system: Subject["system"]): Finding {
  const code = system.folderFault(folder);
  if (code === undefined) return ok(`The origin of ${name} is a folder that can be read.`);
  const change = `Make ${pathText(folder)} a folder that the server's user can read, or name another.`;
  return fail(`The origin of ${name}, the folder ${pathText(folder)}, cannot be read: ${code}.`, change);
}

/** Only the host is named: a path may hold what nobody should see. Any answer but a fault shows that somebody is there. */
function judge(name: string, origin: RemoteOrigin, answer: OriginAnswer): Finding {
  const { host } = new URL(baseOf(origin));
  if ("fault" in answer) {
    const change = answer.isRefusedByPolicy
      ? `If that host may be private, set allow_private at the origin.`
      : `See that it runs and can be reached from here, or name another.`;
    return fail(`The origin of ${name} at ${host} does not answer: ${answer.fault}.`, change);
  }
  if (answer.code !== undefined && REFUSED_KEYS.has(answer.code)) {
    const sentence = `The bucket of ${name} at ${host} does not take the signature: ${answer.code}.`;
    return fail(sentence, "See to the keys, the region and the clock of this machine.");
  }
  if (answer.status >= FAULTS_FROM) {
    const sentence = `The origin of ${name} at ${host} answers with status ${answer.status}.`;
    return warn(sentence, "See what is wrong with it.");
  }
  return ok(`The origin of ${name} at ${host} answers (status ${answer.status}).`);
}
