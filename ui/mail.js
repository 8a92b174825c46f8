// Sending directly: the mailbox in the settings, and sending a month.

import * as backend from "./backend.js";
import { askFor } from "./dialog.js";
import * as month from "./month.js";
import { momentInWords } from "./months.js";
import { ask, tell } from "./messages.js";
import { buttonOf, byId, find, setText } from "./page.js";
import { form, isLooking, learn, listen, notice } from "./state.js";

/** @import { MailSettings, Problem, Sent, Sheet } from "./types" */

/** How often the progress of a letter is read, in milliseconds. */
const LOOK_EVERY = 250;
/** The word for a mailbox whose server the officer types in. */
const OTHER = "other";

/** @type {MailSettings} */
let settings = { services: [], server: null, service: null, code_kept: false, has_keyring: false };

export function prepareMail() {
  listen("month", drawSending);
  formOf().addEventListener("submit", (event) => {
    event.preventDefault();
    void refusing(saveMailbox);
  });
  control("service").addEventListener("change", showFields);
  formOf().addEventListener("input", tellHalfFilled);
  buttonOf("mail-forget").addEventListener("click", () => void refusing(forget));
  buttonOf("mail-test").addEventListener("click", () => void send(null, false));
  buttonOf("send-mail").addEventListener("click", () => {
    const sheet = month.currentSheet();
    if (sheet) void sendMonth(sheet);
  });
  buttonOf("mail-cancel").addEventListener("click", () => {
    buttonOf("mail-cancel").disabled = true;
    void backend.cancelMail();
  });
  // Esc would close the dialog while the letter is still being sent.
  byId("delivery").addEventListener("cancel", (event) => event.preventDefault());
}

/** How often the settings were asked for or changed. */
let asked = 0;

/** Reads the settings. The keyring may take some time, and what was changed meanwhile is newer than its answer. */
export async function readMail() {
  asked += 1;
  const mine = asked;
  const read = await backend.mailSettings();
  if (mine !== asked) return;
  settings = read;
  draw();
  drawSending();
}

/** Whether the officer turned sending directly on. */
export const isOn = () => settings.server !== null;

/** Offers to send the shown month again; the first time is one of its sending steps. */
function drawSending() {
  buttonOf("send-mail").hidden = month.currentSheet()?.state !== "sent" || month.looksBack() || !isOn() || isLooking();
}

function draw() {
  const { services, server } = settings;
  // The keyring may have taken time, and somebody may be typing already.
  if (!isHalfFilled()) {
    const options = services.map((service) => new Option(service.name, service.word));
    control("service").replaceChildren(...options, new Option("别家邮箱", OTHER));
    for (const [name, value] of recorded()) control(name).value = value;
  }
  const kept = settings.code_kept ? "授权码由系统的密码保管。" : "授权码没有保管，每次发送时输入。";
  setText(document, "#mail-standing", server ? `已开启，从 ${server.address} 发出。${kept}` : `没有开启，程序不联网。开启后，定稿的月报可以直接发到${notice.recipient.office}的邮箱。`);
  formOf().classList.toggle("on", server !== null);
  buttonOf("mail-forget").hidden = server === null;
  buttonOf("mail-test").hidden = server === null;
  buttonOf("mail-save").textContent = server ? "保存邮箱" : "开启";
  control("code").placeholder = settings.code_kept ? "已保管，不改就不用填" : "";
  showFields();
}

/** The saved value of each field. @returns {[string, string][]} */
function recorded() {
  const { services, server } = settings;
  return [
    ["service", settings.service ?? (server ? OTHER : (services[0]?.word ?? OTHER))],
    ["address", server?.address ?? ""],
    ["host", server?.host ?? ""],
    ["port", String(server?.port ?? 465)],
    ["security", server?.security ?? "tls"],
    ["code", ""],
  ];
}

/** Whether the fields contain something that was not saved with the button. */
function isHalfFilled() {
  return control("service").options.length > 0 && recorded().some(([name, value]) => control(name).value !== value);
}

/** Explains that the mailbox needs its button: it allows network access, and a code belongs to one address. */
function tellHalfFilled() {
  const line = byId("mail-half-filled");
  line.hidden = !isHalfFilled();
  line.textContent = `改了还没有保存，按“${buttonOf("mail-save").textContent}”才算`;
}

/** Whether no field contains something unsaved. */
export const save = async () => !isHalfFilled();

export const left = () => (isHalfFilled() ? `“直接发送邮件”里填的还没有保存，要按“${buttonOf("mail-save").textContent}”` : "");

export const goToLeft = () => control(recorded().find(([name, value]) => control(name).value !== value)?.[0] ?? "address").focus();

/** Resets the fields to the saved values. */
export function giveUp() {
  for (const [name, value] of recorded()) control(name).value = value;
  showFields();
  tellHalfFilled();
}

function showFields() {
  find(formOf(), ".mail-server", HTMLElement).hidden = control("service").value !== OTHER;
}

async function saveMailbox() {
  const service = settings.services.find((one) => one.word === control("service").value);
  const { host, port, security } = service
    ? { host: service.host, port: service.port, security: "tls" }
    : { host: control("host").value, port: Number(control("port").value) || 0, security: control("security").value };
  const server = { host, port: Math.min(port, 65535), security: security === "starttls" ? /** @type {const} */ ("starttls") : /** @type {const} */ ("tls"), address: control("address").value };
  asked += 1;
  try {
    settings = await backend.setMailServer(server, control("code").value);
    tell("邮箱已保存，可以试发一封");
  } catch (thrown) {
    // If the keyring refuses, sending directly is on anyway; only the code is not kept.
    if (!backend.isProblem(thrown) || !["no_keyring", "keyring"].includes(thrown.code)) throw thrown;
    settings = await backend.mailSettings();
    tell(thrown.sentence, { problem: true });
  }
  giveUp();
  draw();
  drawSending();
}

async function forget() {
  if (!(await ask("关闭直接发送邮件，并删除授权码？已经报送的记录都在。", "关闭并删除", "不关闭"))) return;
  asked += 1;
  settings = await backend.forgetMailServer();
  giveUp();
  draw();
  drawSending();
  tell("已关闭，授权码已删除");
}

/**
 * Sends a final month to the bureau, or a sent month again, after asking.
 * @param {Sheet} sheet
 */
export async function sendMonth(sheet) {
  const { month_name: name, state } = sheet;
  const way = `从 ${settings.server?.address ?? ""} 发到 ${notice.recipient.address}`;
  const again = state === "sent";
  const question = again ? `${name}已经报送过（${momentInWords(sheet.sent_at)}）。再${way}？` : `把${name}的报表连同附件${way}？发出去就收不回来了。`;
  if (await ask(question, again ? "再发一次" : "发送", again ? "不发" : "再看看")) await send(sheet, again);
}

/**
 * Sends a month, or a test letter if no month is given; asks for a missing code and before sending twice.
 * @param {Sheet | null} sheet
 * @param {boolean} again whether the officer agreed to send it again
 */
async function send(sheet, again) {
  const name = sheet ? `${sheet.month_name}报表` : "试发的邮件";
  let code = settings.code_kept ? "" : await askCode("");
  while (code !== null) {
    const outcome = await sendOnce(sheet, again, code);
    if (!backend.isProblem(outcome)) {
      tell(sheet ? `${name}已发到 ${outcome.recipient}，已记为已报送` : `已发到 ${outcome.recipient}，请到邮箱里看看收到没有`);
      if (sheet) {
        await month.reread();
        await learn();
      }
      if (code) await offerToKeep(code);
      return;
    }
    if (outcome.code === "mail_code") code = await askCode(outcome.sentence);
    else if (!again && (outcome.code === "mail_again" || outcome.code === "mail_doubtful")) {
      if (!(await ask(outcome.sentence, "再发一次", "不发"))) return;
      again = true;
    } else {
      tell(outcome.sentence, { problem: true });
      return;
    }
  }
}

/**
 * Offers to keep a typed code after the server has accepted it.
 * @param {string} code
 */
async function offerToKeep(code) {
  const { server, has_keyring: canKeep } = settings;
  if (!server || !canKeep) return;
  if (!(await ask("这个授权码能用。由系统的密码保管收着它吗？以后发送不用再输。", "保管", "不保管"))) return;
  try {
    settings = await backend.setMailServer(server, code);
    tell("授权码已由系统的密码保管");
  } catch (thrown) {
    tell(backend.sentenceOf(thrown), { problem: true });
  }
  draw();
}

/**
 * @param {Sheet | null} sheet
 * @param {boolean} again
 * @param {string} code
 * @returns {Promise<Sent | Problem>}
 */
async function sendOnce(sheet, again, code) {
  const dialog = find(document, "#delivery", HTMLDialogElement);
  setText(dialog, "#delivery-sentence", "正在准备……");
  buttonOf("mail-cancel").disabled = false;
  dialog.showModal();
  const looking = setInterval(() => void showProgress(), LOOK_EVERY);
  try {
    return await backend.sendMail(sheet?.month ?? null, again, code);
  } catch (thrown) {
    return backend.isProblem(thrown) ? thrown : { code: "", sentence: backend.sentenceOf(thrown), field: null };
  } finally {
    clearInterval(looking);
    dialog.close();
  }
}

async function showProgress() {
  const stage = await backend.mailProgress();
  if (!stage) return;
  setText(document, "#delivery-sentence", stage.sentence);
  if (!stage.can_be_cancelled) buttonOf("mail-cancel").disabled = true;
}

/**
 * Asks for the code; null if the officer cancelled.
 * @param {string} refused what was wrong with the previous code
 * @returns {Promise<string | null>}
 */
async function askCode(refused) {
  let given = "";
  const fields = [{ name: "code", label: "授权码", secret: true }];
  const kept = settings.has_keyring ? "发出去以后再问要不要保管。" : "只用这一次，不保存。";
  const done = await askFor(refused || `请输入邮箱的授权码（不是登录密码）。${kept}`, "发送", fields, async ({ code = "" }) => {
    given = code;
  });
  return done ? given : null;
}

/** @param {() => Promise<void>} work */
async function refusing(work) {
  const problem = find(formOf(), ".refused", HTMLElement);
  problem.hidden = true;
  try {
    await work();
  } catch (thrown) {
    problem.textContent = backend.sentenceOf(thrown);
    problem.hidden = false;
  }
}

const formOf = () => find(document, "#mail", HTMLFormElement);

/** @param {string} name */
function control(name) {
  return /** @type {HTMLInputElement & HTMLSelectElement} */ (formOf().elements.namedItem(name));
}
