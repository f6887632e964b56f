import type { DoctorCheck } from "./doctor-check.ts";
import { isPublic } from "./examine/own-places.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

type Subject = Pick<LocalServer, "config" | "probe">;

/** A whole question of nginx, as a stranger would forge it; the address is for documentation (RFC 5737). */
const FORGED = {
  "x-original-uri": "/sluice-doctor/nothing",
  "x-original-method": "GET",
  "x-original-proto": "https",
  "x-real-ip": "192.0.2.1",
};
const LOOPBACK_RANGE = /^(127\.|::1(\/128)?$|0\.0\.0\.0\/0$|::\/0$)/;
const KEEP_OUT = "Have the proxy answer 404 below /verify: only your web servers ask there.";

/** Does a proxy in front let the world ask as if it were a web server of ours? */
export const verifyDoor: DoctorCheck<Subject> = {
  name: "verify-door",
  async look({ config, probe }) {
    const { publicUrl } = config;
    if (publicUrl === undefined || !isPublic(publicUrl))
      return [ok("No public URL leads strangers to /verify.")];
    const reply = await probe(`${publicUrl}/verify/nginx`, FORGED);
    if (!("status" in reply)) return loopbackTrusted(config);
    if (reply.headers["sluice-ref"] === undefined)
      return [ok("The public URL leads no stranger to /verify.")];
    return [judge(new URL(publicUrl).host, String(reply.headers["x-auth-reason"] ?? ""))];
  },
};

function judge(host: string, reason: string): Finding {
  if (reason === "caller-unknown") return ok(`Strangers who ask /verify at ${host} are told nothing.`);
  if (reason === "call-malformed") {
    return warn(`${host} passes /verify on to Sluice, which sees through forged questions.`, KEEP_OUT);
  }
  const sentence = `${host} passes /verify on to Sluice, and a stranger's question is taken for a web server's.`;
  return fail(sentence, KEEP_OUT);
}

/** Both at once make a request through a proxy of this machine one that Sluice may take for an edge's. */
function loopbackTrusted({ trustedProxies, edges }: Subject["config"]): readonly Finding[] {
  const proxyIsHere = trustedProxies.some(range => LOOPBACK_RANGE.test(range));
  const edgeIsHere = edges.some(({ allow }) => allow.some(range => LOOPBACK_RANGE.test(range)));
  if (!proxyIsHere || !edgeIsHere) return [];
  const sentence =
    "The proxy in front and web servers that ask may both be on this machine, and are not told apart.";
  return [warn(sentence, KEEP_OUT)];
}
