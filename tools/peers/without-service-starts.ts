import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MARK = "# Written by the tests of Sluice while they install packages; safe to delete.";
const POLICY = `#!/bin/sh\n${MARK}\nexit 101\n`;

/**
 * Runs an installation during which Debian starts no service, and afterwards takes back what it would start at the
 * next boot. A machine that has its own `policy-rc.d` keeps it untouched: its administrator has decided already.
 * Source: invoke-rc.d(8), exit status 101 of policy-rc.d.
 *
 * @param root "/" outside tests
 */
export async function withoutServiceStarts<T>(root: string, install: () => Promise<T>): Promise<T> {
  const policy = join(root, "usr/sbin/policy-rc.d");
  const boot = join(root, "etc/systemd/system/multi-user.target.wants");
  const ours = !existsSync(policy) || readFileSync(policy, "utf8").includes(MARK);
  const before = new Set(serviceLinks(boot));
  if (ours) {
    writeFileSync(policy, POLICY);
    chmodSync(policy, 0o755);
  }
  try {
    return await install();
  } finally {
    if (ours) rmSync(policy, { force: true });
    for (const link of serviceLinks(boot)) if (!before.has(link)) rmSync(join(boot, link));
  }
}

function serviceLinks(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith(".service")) : [];
}
