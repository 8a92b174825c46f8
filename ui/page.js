// Finding and filling what index.html holds.

/**
 * The one element of that selector and type; its absence is a mistake in the page itself.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} ${selector}`);
}

/**
 * The HTML element of that id.
 * @param {string} id
 */
export const byId = (id) => find(document, `#${id}`, HTMLElement);

/**
 * The button of that id.
 * @param {string} id
 */
export const buttonOf = (id) => find(document, `#${id}`, HTMLButtonElement);

/**
 * A fresh copy of a template's content.
 * @param {string} id
 */
export function copyOf(id) {
  const template = find(document, `#${id}`, HTMLTemplateElement);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * A fresh element with a class, some attributes and what stands in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]> | null} properties
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties, ...content) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...content);
  return made;
}

/** Puts every part of the page that has a file of its own where index.html holds its place. */
export async function placeParts() {
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"));
  await Promise.all([...places].map(async (place) => {
    const file = await fetch(`parts/${place.dataset.part}.html`);
    const part = new DOMParser().parseFromString(await file.text(), "text/html");
    place.replaceWith(...part.body.childNodes);
  }));
}

/**
 * Sets the text of the element that a selector finds. What says it already is not drawn again.
 * @param {ParentNode} root
 * @param {string} selector
 * @param {string} text
 */
export function setText(root, selector, text) {
  write(find(root, selector, HTMLElement), text);
}

/**
 * Sets the text of an element, if it says something else.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
