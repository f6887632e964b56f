import { copyText } from "./copy-text.ts";
import { drawing, element } from "./element.ts";
import type { Refusal } from "./refusal.ts";

/** The screen over the video that says in plain words why it does not play. */
export interface DenyScreen {
  readonly root: HTMLElement;
  /** Moves the keyboard to the sentence, so that it is read and Tab goes on to the buttons. */
  focus(): void;
  /** Stops its countdown. */
  dispose(): void;
}

/** A gate let down to the ground, with the water held back on one side. */
const CLOSED_GATE = [
  "M9 4v24M23 4v24M6 7h20M16 7v6",
  "M12 13h8v15h-8zM12 18h8M12 23h8",
  "M1 17c1.3-1.2 2.7-1.2 4 0M1 22c1.3-1.2 2.7-1.2 4 0M1 27c1.3-1.2 2.7-1.2 4 0",
];

/** Makes the screen. `onRetry` undefined = trying again cannot help, so there is no such button. */
export function createDenyScreen(refusal: Refusal, onRetry: (() => void) | undefined): DenyScreen {
  const heading = element("h2", { attributes: { tabindex: "-1" }, children: [refusal.title] });
  const detail = element("p", { attributes: { class: "detail" }, children: [refusal.detail] });
  const message = element("div", { attributes: { role: "alert" }, children: [heading, detail] });
  const root = element("div", {
    attributes: { class: "deny", "data-reason": refusal.reason },
    children: [drawing("gate", CLOSED_GATE, "0 0 32 32"), message],
  });
  if (refusal.ref !== undefined) root.append(createReference(refusal.ref));
  const retry = onRetry && createRetry(onRetry, refusal.retryAfterSeconds ?? 0);
  if (retry) root.append(retry.button);
  return { root, focus: () => heading.focus({ preventScroll: true }), dispose: () => retry?.dispose() };
}

/** Outside the alert: only the sentence is read out, not each change of a button. */
function createReference(ref: string): HTMLElement {
  const code = element("code", { children: [ref] });
  const button = element("button", {
    attributes: { type: "button", class: "copy", "aria-label": `Copy reference ${ref}` },
    children: ["Copy"],
  });
  const said = element("span", { attributes: { class: "spoken", role: "status" } });
  const copy = async () => {
    const copied = await copyText(ref, code);
    button.textContent = copied ? "Copied" : "Copy";
    said.textContent = copied ? "Reference copied" : "";
  };
  button.addEventListener("click", () => void copy());
  const label = element("span", { attributes: { class: "label" }, children: ["Reference"] });
  return element("p", { attributes: { class: "reference" }, children: [label, code, button, said] });
}

function createRetry(onRetry: () => void, waitSeconds: number) {
  const button = element("button", { attributes: { type: "button", class: "retry" } });
  let leftSeconds = waitSeconds;
  const show = () => {
    button.disabled = leftSeconds > 0;
    button.textContent = leftSeconds > 0 ? `Try again in ${leftSeconds} s` : "Try again";
    if (leftSeconds <= 0) clearInterval(timer);
  };
  const timer = setInterval(() => {
    leftSeconds -= 1;
    show();
  }, 1000);
  show();
  button.addEventListener("click", onRetry);
  return { button, dispose: () => clearInterval(timer) };
}
