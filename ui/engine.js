// Whether the web view can show the page at all. This is no module, and plain enough for any web view to read: in an old
// one the modules would stop in the middle, and the window stay empty. It runs before anything else of the page.

(function () {
  "use strict";

  /**
   * What the page cannot do without, of what is newest in each engine. docs/packages.md says which engines have it.
   * @type {Record<string, () => boolean>}
   */
  var needed = {
    "dialog": function () { return typeof HTMLDialogElement === "function" && typeof HTMLDialogElement.prototype.showModal === "function"; },
    "inert": function () { return "inert" in HTMLElement.prototype; },
    "requestSubmit": function () { return typeof HTMLFormElement.prototype.requestSubmit === "function"; },
    "replaceChildren": function () { return typeof Element.prototype.replaceChildren === "function"; },
    "ResizeObserver": function () { return typeof ResizeObserver === "function"; },
    "Array.at": function () { return typeof Array.prototype.at === "function"; },
    ":has()": function () { return CSS.supports("selector(:has(a))"); },
    "container-type": function () { return CSS.supports("container-type", "inline-size"); }
  };

  /** @param {() => boolean} is */
  function isThere(is) {
    try {
      return is();
    } catch (missing) {
      return false;
    }
  }

  for (var name in needed) {
    if (isThere(/** @type {() => boolean} */ (needed[name]))) continue;
    // What follows is read as text, and so is neither shown nor run: nothing of the page may begin.
    document.write(
      '<link rel="stylesheet" href="style/colours.css"><link rel="stylesheet" href="style/page.css"><link rel="stylesheet" href="style/parts.css">' +
      '<main class="sheet-page"><section class="card" role="alert" id="engine-too-old" data-missing="' + name + '"><p>' +
      "这台电脑上显示网页的组件太旧，山城月报的窗口显示不出来；填过的数都在，没有改动，请让网管更新它（Windows 是 WebView2 运行时，Linux 是 WebKitGTK），再打开。" +
      "</p></section></main><plaintext hidden>"
    );
    return;
  }
})();
