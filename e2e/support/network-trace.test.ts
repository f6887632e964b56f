import { describe, expect, test } from "vitest";
import { attemptsIn, hasEnded, opensDatagramSocket } from "./network-trace.ts";

const trace = `712 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 20
712 connect(20, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("1.2.3.4")}, 16) = -1 ENETUNREACH (Network is unreachable)
713 connect(21, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>
713 <... connect resumed>) = 0
714 connect(22, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
714 sendto(23, "\\24\\0\\0\\0", 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20
714 sendto(24, "to nobody", 40, MSG_NOSIGNAL, NULL, 0) = 40
714 sendmmsg(25, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.53")}, msg_namelen=16}, msg_len=30}], 1, MSG_NOSIGNAL) = 1
715 connect(20, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("1.2.3.4")}, 16) = -1 EINPROGRESS (Operation now in progress)
712 +++ exited with 0 +++
`;

describe("the trace of a program", () => {
  test("names every place that it tried to reach, once, whether it got there or not", () => {
    expect(attemptsIn(trace)).toEqual([
      { family: "AF_INET", to: "1.2.3.4:80" },
      { family: "AF_INET6", to: "[::1]:53" },
      { family: "AF_UNIX", to: "/var/run/nscd/socket" },
      { family: "AF_INET", to: "10.0.0.53:53" },
    ]);
  });

  test("that leads nobody knows where is no empty trace", () => {
    const odd = "9 connect(3, {sa_family=AF_VSOCK, svm_cid=2}, 16) = 0\n";
    expect(() => attemptsIn(odd)).toThrow("where does this lead?");
  });

  test("shows sockets for datagrams, but not those for streams", () => {
    expect(opensDatagramSocket(trace)).toBe(false);
    expect(opensDatagramSocket("9 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3\n")).toBe(true);
    expect(opensDatagramSocket("9 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3\n")).toBe(true);
  });

  test("is complete when the program itself has ended", () => {
    expect(hasEnded(trace, 712)).toBe(true);
    expect(hasEnded(trace, 71)).toBe(false);
    expect(hasEnded("712 +++ killed by SIGKILL +++\n", 712)).toBe(true);
  });
});
