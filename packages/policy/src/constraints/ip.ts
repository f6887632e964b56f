import { containsAddress, parseAddress, parseNetwork } from "@sluice/token";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** The client's address lies in one of the networks. A network that cannot be read contains nothing. */
export const ip: Evaluator<"ip"> = {
  checkedAt: () => "manifest",
  evaluate({ networks }, request) {
    const text = request.client.ip;
    const address = text === undefined ? undefined : parseAddress(text);
    if (!address) return fail("ip-unknown", "the client's address is not known");
    const match = networks.find(entry => {
      const network = parseNetwork(entry);
      return network !== undefined && containsAddress(network, address);
    });
    if (match !== undefined) return pass(`${text} is in ${match}`);
    return fail("ip-not-allowed", `${text} is in none of ${networks.join(", ")}`);
  },
};
