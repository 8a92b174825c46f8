// Finding and filling the elements of index.html.

/**
 * The only element with a selector and a type; a missing one is a mistake in the page.
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
 * The HTML element with an id.
 * @param {string} id
 */
export const byId = (id) => find(document, `#${id}`, HTMLElement);

/**
 * The button with an id.
 * @param {string} id
 */
export const buttonOf = (id) => find(document, `#${id}`, HTMLButtonElement);

/**
 * A new copy of a template's content.
 * @param {string} id
 */
export function copyOf(id) {
  const template = find(document, `#${id}`, HTMLTemplateElement);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * A new element with properties and content.
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

/** Loads the parts of the page that have their own files, and puts them into index.html. */
export async function placeParts() {
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"));
  await Promise.all([...places].map(async (place) => {
    const file = await fetch(`parts/${place.dataset.part}.html`);
    const part = new DOMParser().parseFromString(await file.text(), "text/html");
    place.replaceWith(...part.body.childNodes);
  }));
}

/**
 * Sets the text of the element with a selector, if it is different.
 * @param {ParentNode} root
 * @param {string} selector
 * @param {string} text
 */
export function setText(root, selector, text) {
  write(find(root, selector, HTMLElement), text);
}

/**
 * Sets the text of an element, if it is different.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
