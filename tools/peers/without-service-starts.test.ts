import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withoutServiceStarts } from "./without-service-starts.ts";

let root = "";
const policy = () => join(root, "usr/sbin/policy-rc.d");
const boot = () => join(root, "etc/systemd/system/multi-user.target.wants");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sluice-root-"));
  mkdirSync(join(root, "usr/sbin"), { recursive: true });
  mkdirSync(boot(), { recursive: true });
  writeFileSync(join(boot(), "ssh.service"), "");
});

afterEach(() => rmSync(root, { recursive: true }));

describe("withoutServiceStarts", () => {
  test("services are refused while it installs, and the machine is as before afterwards", async () => {
    await withoutServiceStarts(root, async () => {
      expect(readFileSync(policy(), "utf8")).toContain("exit 101");
      writeFileSync(join(boot(), "nginx.service"), "");
    });
    expect(existsSync(policy())).toBe(false);
    expect(readdirSync(boot())).toEqual(["ssh.service"]);
  });

  test("a failed installation leaves nothing behind either", async () => {
    const failing = withoutServiceStarts(root, () => Promise.reject(new Error("no network")));
    await expect(failing).rejects.toThrow("no network");
    expect(existsSync(policy())).toBe(false);
  });

  test("a policy of the machine's own is kept as it is", async () => {
    writeFileSync(policy(), "#!/bin/sh\nexit 0\n");
    await withoutServiceStarts(root, async () => {});
    expect(readFileSync(policy(), "utf8")).toBe("#!/bin/sh\nexit 0\n");
  });

  test("a policy that a killed run of ours left behind is taken away", async () => {
    const left = await withoutServiceStarts(root, async () => readFileSync(policy(), "utf8"));
    writeFileSync(policy(), left);
    await withoutServiceStarts(root, async () => {});
    expect(existsSync(policy())).toBe(false);
  });

  test("a machine without systemd is no problem", async () => {
    rmSync(join(root, "etc"), { recursive: true });
    expect(await withoutServiceStarts(root, async () => 7)).toBe(7);
  });
});
