/** System calls that name the other end of a connection or a datagram; the argument of `strace -e`. */
export const NETWORK_CALLS = "trace=socket,connect,sendto,sendmsg,sendmmsg";

/** One place that a traced program tried to reach, whether it could or not. */
export interface Attempt {
  readonly family: "AF_UNIX" | "AF_INET" | "AF_INET6";
  /** `127.0.0.1:8080`, `[::1]:53`, or the path of a Unix socket. */
  readonly to: string;
}

const LINE = /^\d+ +(?:<\.\.\. )?(connect|sendto|sendmsg|sendmmsg)\b/;
const FAMILY = /sa_family=(AF_\w+)/g;
const UNIX = /sa_family=AF_UNIX, sun_path=@?"([^"]*)"/;
const IPV4 = /sa_family=AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)/;
const IPV6 = /sa_family=AF_INET6, sin6_port=htons\((\d+)\),.*?inet_pton\(AF_INET6, "([^"]+)"/;
/** Programs ask the kernel about their own addresses by these; nothing leaves the machine. */
const KERNEL_ONLY: ReadonlySet<string> = new Set(["AF_NETLINK", "AF_UNSPEC"]);

/**
 * What `strace -f -o` wrote about outward attempts, each once. A family that this does not know is a failure, as
 * nobody can say where it leads.
 */
export function attemptsIn(trace: string): readonly Attempt[] {
  const found = new Map<string, Attempt>();
  for (const line of trace.split("\n")) {
    if (!LINE.test(line)) continue;
    for (const [, family = ""] of line.matchAll(FAMILY)) {
      if (KERNEL_ONLY.has(family)) continue;
      const attempt = attemptIn(line, family);
      found.set(`${attempt.family} ${attempt.to}`, attempt);
    }
  }
  return [...found.values()];
}

/** Whether the program made a socket for datagrams to other machines, as every name service needs. */
export function opensDatagramSocket(trace: string): boolean {
  return /\bsocket\(AF_INET6?, SOCK_DGRAM/.test(trace);
}

/** Whether a trace is complete: the program with this process id has ended in it. */
export function hasEnded(trace: string, processId: number): boolean {
  return new RegExp(`^${processId} +\\+\\+\\+ (?:exited|killed)`, "m").test(trace);
}

function attemptIn(line: string, family: string): Attempt {
  const [, path] = UNIX.exec(line) ?? [];
  if (family === "AF_UNIX" && path !== undefined) return { family, to: path };
  const [, port, address] = (family === "AF_INET" ? IPV4 : IPV6).exec(line) ?? [];
  if (family === "AF_INET" && address !== undefined) return { family, to: `${address}:${port}` };
  if (family === "AF_INET6" && address !== undefined) return { family, to: `[${address}]:${port}` };
  throw new Error(`where does this lead? ${line}`);
}
