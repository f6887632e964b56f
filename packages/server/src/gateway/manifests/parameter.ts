/** A query parameter that own URIs of a manifest carry; both parts need no encoding. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** The URI with the parameter at the end of its query, in the place of any other of that name. */
export function withParameter(uri: string, { name, value }: Parameter): string {
  const hash = uri.indexOf("#");
  const plain = hash === -1 ? uri : uri.slice(0, hash);
  const fragment = hash === -1 ? "" : uri.slice(hash);
  const mark = plain.indexOf("?");
  const path = mark === -1 ? plain : plain.slice(0, mark);
  const pairs = mark === -1 ? [] : plain.slice(mark + 1).split("&");
  const others = pairs.filter(pair => pair !== "" && !isNamed(pair, name));
  return `${path}?${[...others, `${name}=${value}`].join("&")}${fragment}`;
}

/** Whether a server would read the pair as that parameter, however it is encoded. */
function isNamed(pair: string, name: string): boolean {
  const [written] = pair.split("=", 1);
  return written === name || (pair.includes("%") && new URLSearchParams(pair).has(name));
}
