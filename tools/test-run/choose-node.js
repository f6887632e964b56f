const OLDEST = [22, 13];

/**
 * Chooses the Node that runs the tests: the one from the lock where there is one, else the one that was started.
 *
 * @typedef {{ path: string, version: string, stripsTypes: boolean }} NodeProgram
 * @param {NodeProgram | undefined} bundled what `node_modules/.bin/node` answered
 * @param {NodeProgram | undefined} own what the running Node answered
 * @returns {{ path: string, flags: string[] } | { problem: string }} the problem is one sentence for the user
 */
export function chooseNode(bundled, own) {
  const node = bundled ?? own;
  if (node === undefined) return { problem: "The Node that runs this does not answer." };
  if (!isNewEnough(node.version)) {
    return {
      problem: `Sluice needs Node ${OLDEST.join(".")} or newer and this is ${node.version}: install one, or run npm ci on Linux x64, where the lock brings it.`,
    };
  }
  const flags = node.stripsTypes
    ? []
    : ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"];
  return { path: node.path, flags };
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
