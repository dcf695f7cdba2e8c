// Says at once that the start script does not come. It is a script of its own, and a plain one: in a frame without an origin a browser
// loads it where it refuses modules.
addEventListener(
  "error",
  ({ target }) => {
    if (!target?.matches?.("script[data-wasm]")) return;
    document.documentElement.dataset.boot = origin === "null" && location.protocol !== "file:" ? "framed" : "missing";
  },
  true,
);
