// <trend-chart>: the last months of one figure as bars. Only the heights are computed; the amounts stay texts.

import { withUnit } from "./state.js";

const WIDTH = 260;
const HEIGHT = 96;
const BASE = 72;
const SPACE = "http://www.w3.org/2000/svg";

export class TrendChart extends HTMLElement {
  /**
   * Draws the bars; the last one is the shown month. A month without an amount has no bar, and one that is not of everybody an
   * open one; `gap` says in words of how many it is.
   * @param {{ label: string, text: string | null, gap?: string }[]} points
   * @param {string} unit
   */
  draw(points, unit) {
    const heights = points.map((point) => Number(point.text ?? 0));
    const highest = Math.max(...heights, 1e-9);
    const step = WIDTH / Math.max(points.length, 6);
    const picture = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
    const description = points.map(inWords).join("，");
    picture.setAttribute("aria-label", `${withUnit("近几个月", unit)}：${description}`);
    picture.append(shape("line", { class: "axis", x1: 0, x2: WIDTH, y1: BASE + 0.5, y2: BASE + 0.5 }));
    points.forEach((point, index) => {
      const height = point.text === null ? 0 : Math.max(2, ((heights[index] ?? 0) / highest) * (BASE - 6));
      const bar = shape("rect", {
        class: `${index === points.length - 1 ? "bar-now" : "bar-past"}${point.gap ? " partial" : ""}`,
        x: index * step + step * 0.15,
        y: BASE - height,
        width: step * 0.7,
        height,
      });
      const title = shape("title", {});
      title.textContent = inWords(point);
      bar.append(title);
      picture.append(bar);
      // With twelve bars there is no room for every month's number.
      if (points.length <= 7 || (points.length - 1 - index) % 2 === 0) {
        const label = shape("text", { x: index * step + step / 2, y: BASE + 18 });
        label.textContent = points.length > 7 ? point.label.replace("月", "") : point.label;
        picture.append(label);
      }
    });
    this.replaceChildren(picture);
  }
}

/** @param {{ label: string, text: string | null, gap?: string }} point */
const inWords = ({ label, text, gap }) => `${label} ${text ?? "无"}${gap ?? ""}`;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function shape(name, attributes) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

customElements.define("trend-chart", TrendChart);
