import { isIP } from "node:net";

const HOST_NAME = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*$/;
const LAST_LABEL_IS_NUMBER = /(^|\.)\d+$/;

/** Whether a text is an IP address (without brackets) or a host name that one can listen on. */
export function isListenHost(text: string): boolean {
  return isIP(text) !== 0 || (HOST_NAME.test(text) && !LAST_LABEL_IS_NUMBER.test(text));
}
