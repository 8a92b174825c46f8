// What the summary's page holds before anything is known: its fields, its buttons, its places.

const FRAME = `
<section class="card wide">
  <div class="heading-line">
    <h2>总结</h2>
    <label><span>时段</span> <select id="summary-span"></select></label>
    <span id="summary-months" hidden>
      <label><span>从</span> <select id="summary-from"></select></label>
      <label><span>到</span> <select id="summary-to"></select></label>
    </span>
    <p class="saving" id="summary-saving" role="status"></p>
    <button type="button" id="summary-undo">撤销</button>
    <button type="button" id="summary-workbook">导出表格</button>
    <button type="button" id="summary-pdf">导出 PDF</button>
    <button type="button" class="strong" id="summary-word">导出 Word</button>
  </div>
  <p class="hint" id="summary-hint"></p>
</section>
<div class="summary-desk">
  <section class="card wide" id="summary-texts" aria-label="正文"></section>
  <section class="card wide summary-charts" aria-labelledby="summary-chart-name">
    <div class="heading-line">
      <h2 id="summary-chart-name">图表</h2>
      <label><span>项目</span> <select id="summary-figure"></select></label>
    </div>
    <div class="summary-chart" id="summary-chart" role="img" aria-labelledby="summary-chart-name"></div>
  </section>
</div>
<section class="card wide">
  <h2>各项数据</h2>
  <p class="hint">合计里没有填的月份写在备注里，不当作 0；按项目的名字，右上方就画这一项。</p>
  <div class="scroller"><table class="matrix summary-table" id="summary-table"></table></div>
</section>
<template id="summary-heading">
  <div class="summary-part">
    <div class="heading-line"><h3></h3><p class="whose"></p><button type="button" class="take" hidden>重新取数</button></div>
    <div class="changed" role="status" hidden>
      <p>您动笔以后数据改过，现在是：</p><ul></ul>
      <button type="button" class="keep">我已改好</button>
    </div>
    <textarea rows="3" spellcheck="false" maxlength="20000"></textarea>
  </div>
</template>`;

/**
 * Puts the frame into the page.
 * @param {HTMLElement} page
 */
export function drawFrame(page) {
  page.append(document.createRange().createContextualFragment(FRAME));
}
