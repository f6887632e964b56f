/** Draws the page from the server's own document. Calls go to where the page came from, under whatever prefix. */

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

/** The command that is shown for a call names the variable that holds the key, not the key. */
const commandsWithoutKey = {
  wrapComponents: {
    curl:
      (Original, { React }) =>
      props => {
        const authorization = ["headers", "Authorization"];
        const request = props.request.hasIn(authorization)
          ? props.request.setIn(authorization, "Bearer $SLUICE_API_KEY")
          : props.request;
        return React.createElement(Original, { ...props, request });
      },
  },
};

const place = document.querySelector("#docs");
try {
  const answer = await fetch("v1/openapi.json");
  const spec = await answer.json();
  spec.servers = [{ url: new URL(".", location.href).href.replace(/\/$/, "") }];
  globalThis.SwaggerUIBundle({
    spec,
    domNode: place,
    layout: "BaseLayout",
    deepLinking: true,
    docExpansion: "list",
    defaultModelRendering: "model",
    defaultModelExpandDepth: 3,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    // A key that is typed in is gone with the page.
    persistAuthorization: false,
    validatorUrl: null,
    plugins: [commandsWithoutKey],
  });
} catch {
  place.textContent = "The server does not answer. Reload the page to try again.";
}
