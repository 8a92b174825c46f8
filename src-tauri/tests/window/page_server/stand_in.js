// What Tauri puts into the page, over HTTP at the addresses that it has on Windows.
(() => {
  // As `freezePrototype` in tauri.conf.json.
  Object.freeze(Object.prototype);
  const callbacks = new Map();
  const listeners = [];
  // What went wrong in the page unseen: a story that has any of it fails.
  const faults = [];
  let last = 0;

  async function invoke(command, values = {}, options = {}) {
    const isRaw = values instanceof Uint8Array;
    const answer = await fetch(`http://ipc.localhost/${encodeURIComponent(command)}`, {
      method: "POST",
      body: isRaw ? values : JSON.stringify(values),
      headers: { "Content-Type": isRaw ? "application/octet-stream" : "application/json", ...options.headers },
    });
    const isJson = answer.headers.get("Content-Type") === "application/json";
    const body = isJson ? await answer.json() : await answer.arrayBuffer();
    if (answer.headers.get("Tauri-Response") !== "ok") throw body;
    if (command === "plugin:event|listen") listeners.push([values.event, values.handler]);
    return body;
  }

  function transformCallback(callback) {
    last += 1;
    callbacks.set(last, callback);
    return last;
  }

  Object.defineProperty(window, "__TAURI_INTERNALS__", { value: { invoke, transformCallback } });
  Object.defineProperty(window, "pageFaults", { value: faults });

  async function passOnEvents() {
    for (;;) {
      const events = await (await fetch("/events", { method: "POST" })).json();
      for (const { event, payload } of events) {
        for (const [name, handler] of listeners) {
          if (name === event) callbacks.get(handler)({ event, id: handler, payload });
        }
      }
    }
  }
  passOnEvents().catch(() => undefined);

  addEventListener("securitypolicyviolation", (event) => faults.push(`${event.violatedDirective} forbids ${event.blockedURI}`));
  addEventListener("error", (event) => faults.push(event.message));
  addEventListener("unhandledrejection", (event) => faults.push(`unhandled: ${event.reason?.sentence ?? event.reason}`));
})();
