/** The part of `document` that says whether somebody can see it. */
export interface Viewable extends EventTarget {
  readonly visibilityState: string;
  /** True while the browser prepares the page before it is wanted (Speculation Rules). */
  readonly prerendering?: boolean;
}

/** Resolves once the page is seen: at once, or after the tab comes to the front or a prerender is shown. */
export function whenVisible(view: Viewable): Promise<void> {
  if (isVisible(view)) return Promise.resolve();
  return new Promise(resolve => {
    const look = () => {
      if (!isVisible(view)) return;
      view.removeEventListener("visibilitychange", look);
      view.removeEventListener("prerenderingchange", look);
      resolve();
    };
    view.addEventListener("visibilitychange", look);
    view.addEventListener("prerenderingchange", look);
  });
}

function isVisible(view: Viewable): boolean {
  return view.visibilityState === "visible" && view.prerendering !== true;
}
