// Written by `cargo xtask types` from the Rust types. Do not edit.

export type Problem = { 
/**
 * See [`Error::code`].
 */
code: string, 
/**
 * The sentence for the officer.
 */
sentence: string, 
/**
 * The field of [`crate::unit::Unit`] or the id of the figure it belongs to, if it belongs to one.
 */
field: string | null, };

export type Month = string;

export type Span = string;

export type Amount = string;

export type FigureId = string;

export type Form = { 
/**
 * How the store knows the form.
 */
id: string, 
/**
 * The mark above the title (附件2); file names carry it too.
 */
mark: string, title: string, 
/**
 * The line under the title.
 */
header: Header, 
/**
 * The headings of the columns.
 */
columns: Columns, 
/**
 * The sections, in order.
 */
sections: Array<Section>, 
/**
 * The notes under the table.
 */
notes: Notes, 
/**
 * The campaign that asks for the form.
 */
campaign: Campaign, 
/**
 * How many columns of the grid each of the two quantity headings spans: the most figures a row has. Always
 * reckoned when the definition is read, like [`Figure::span`].
 */
across: number, };

export type Header = { 
/**
 * 填报单位（盖章）：
 */
unit: string, 
/**
 * 填报时间：
 */
date: string, 
/**
 * 填报人：
 */
person: string, 
/**
 * 联系电话：
 */
phone: string, };

export type Columns = { 
/**
 * 整治项目
 */
section: string, 
/**
 * 序号
 */
number: string, 
/**
 * 整治内容
 */
content: string, 
/**
 * 当月数量
 */
month: string, 
/**
 * 累计数量
 */
total: string, };

export type Section = { 
/**
 * The text of the merged cell.
 */
title: string, rows: Array<Row>, };

export type Row = { 
/**
 * 序号
 */
number: number, 
/**
 * 整治内容
 */
content: string, 
/**
 * The kinds of units that leave the row empty (second note).
 */
left_blank_by: Array<UnitKind>, 
/**
 * One figure for each X of the content, in its order.
 */
figures: Array<Figure>, };

export type Figure = { 
/**
 * The row's number, with a or b where the row has two.
 */
id: FigureId, 
/**
 * A short name for messages.
 */
name: string, 
/**
 * The unit the row's sentence gives it.
 */
unit: string, 
/**
 * 0 or 2.
 */
decimals: number, 
/**
 * The figure this one is a part of, and may not exceed.
 */
part_of: FigureId | null, 
/**
 * Over which span its total is counted.
 */
scope: Scope, 
/**
 * How many columns of the grid its cells span: the figures of a row share the width of the heading.
 */
span: number, };

export type Scope = "campaign" | "year";

export type Notes = { 
/**
 * 说明：
 */
label: string, 
/**
 * The numbered notes; they are printed one after the other.
 */
items: Array<string>, };

export type Campaign = { 
/**
 * The campaign's name.
 */
name: string, 
/**
 * The notice that it rests on.
 */
notice: Notice, 
/**
 * The first month reported.
 */
first_month: Month, 
/**
 * The last month reported.
 */
last_month: Month, 
/**
 * The day of each month by which it is reported.
 */
due_day: number, 
/**
 * The phases of the campaign.
 */
phases: Array<Phase>, 
/**
 * When the project list was due.
 */
project_list_due: string, 
/**
 * When the summary is due.
 */
summary_due: string, 
/**
 * To whom the form goes.
 */
recipient: string, 
/**
 * The recipient's mail address.
 */
address: string, 
/**
 * Who answers questions.
 */
contact: Contact, };

export type Phase = { 
/**
 * Its name in the notice.
 */
name: string, 
/**
 * Its first day; the notice gives none for the first phase.
 */
first_day: string | null, last_day: string, };

export type Contact = { 
/**
 * A person.
 */
name: string, 
/**
 * Telephone numbers.
 */
phones: Array<string>, };

export type UnitKind = "township" | "street" | "department";

export type Unit = { 
/**
 * 填报单位
 */
name: string, 
/**
 * 镇乡, 街道 or 区级部门
 */
kind: UnitKind, 
/**
 * 填报人
 */
person: string, 
/**
 * 联系电话
 */
phone: string, 
/**
 * The first month kept here; the opening balance stands for all before it.
 */
first_month: Month, 
/**
 * Some bureaus count every figure afresh from January.
 */
restart_each_year: boolean, };

export type Entry = { "state": "blank" } | { "state": "value", amount: Amount, } | { "state": "unreadable", 
/**
 * What was typed.
 */
text: string, 
/**
 * What is wanted instead.
 */
problem: string, } | { "state": "not_applicable" };

export type Adjustment = { 
/**
 * How much; negative where the total shall be smaller.
 */
amount: Amount, 
/**
 * Why.
 */
reason: string, };

export type Total = { 
/**
 * 本月止; `None` while nothing at all is known.
 */
amount: Amount | null, 
/**
 * 上月止: the opening balance and the months before; `None` while nothing is known of them.
 */
before: Amount | null, 
/**
 * 调整: what this month's total carries besides the month's own figure.
 */
adjustment: Adjustment | null, 
/**
 * The months before this one that should be in the total and are blank.
 */
missing: Array<Month>, 
/**
 * The opening balance belongs in this total and was not entered.
 */
opening_missing: boolean, 
/**
 * The first month whose own figure is counted.
 */
since: Month, };

export type Cell = { 
/**
 * The 当月数量 cell.
 */
month: Entry, 
/**
 * The 累计数量 cell.
 */
total: Total, };

export type State = "empty" | "draft" | "no_data" | "final" | "sent";

export type Level = "error" | "blank" | "warning";

export type CheckCode = "unreadable" | "blank" | "part_exceeds_whole" | "part_total_exceeds_whole" | "whole_blank" | "far_above_last_month" | "far_below_last_month" | "opening_missing" | "opening_unreadable" | "negative_total" | "months_missing";

export type Check = { 
/**
 * How grave it is.
 */
level: Level, 
/**
 * What was found.
 */
code: CheckCode, 
/**
 * The figure it is about; `None` if it is about the month.
 */
figure: FigureId | null, sentence: string, 
/**
 * The written answer to a warning (说明).
 */
explanation: string | null, };

export type Quantity = "month" | "total";

export type Difference = { figure: FigureId, 
/**
 * The number of its row.
 */
row: number, name: string, unit: string, 
/**
 * 当月数量 or 累计数量.
 */
quantity: Quantity, 
/**
 * What was reported; `None` where the cell was empty.
 */
reported: Amount | null, 
/**
 * What it should say now.
 */
now: Amount | null, };

export type Sheet = { month: Month, month_name: string, 
/**
 * Who reports.
 */
unit: Unit, 
/**
 * How far it is.
 */
state: State, 
/**
 * Marked 当月无数据 on purpose.
 */
no_data: boolean, 
/**
 * Which report of the month it is: 0 the first, then the number of the 更正.
 */
revision: number, 
/**
 * Why there is a 更正.
 */
reason: string | null, 
/**
 * When it became final.
 */
finalized_at: string | null, 
/**
 * When it was sent.
 */
sent_at: string | null, 
/**
 * 填报时间: as set, else the day of the last change; `None` while nothing was entered.
 */
filled_on: string | null, 
/**
 * That day in words, as it is printed; empty where there is none.
 */
filled_on_name: string, 
/**
 * Every figure, in the order of the form.
 */
cells: { [key in FigureId]: Cell }, 
/**
 * What the checks found.
 */
checks: Array<Check>, 
/**
 * How many figures have an amount.
 */
filled: number, 
/**
 * How many figures this unit fills in.
 */
to_fill: number, 
/**
 * Where the month's last revision says something else than the records do now.
 */
differences: Array<Difference>, };

export type TracePoint = { month: Month, entry: Entry, 
/**
 * Marked 当月无数据 on purpose.
 */
no_data: boolean, };

export type Trace = { figure: FigureId, 
/**
 * Last month's amount.
 */
last_month: Amount | null, 
/**
 * The same month's amount a year before.
 */
last_year: Amount | null, 
/**
 * The opening balance that was entered.
 */
opening: Amount | null, 
/**
 * The last twelve months, the one in hand at the end; fewer near the start.
 */
months: Array<TracePoint>, };

export type NextStep = "finalize" | "print" | "attach" | "export" | "send" | "mark_sent" | "correct" | "nothing";

export type RailMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * How far it is.
 */
state: State, 
/**
 * The state in words, with what is left to do.
 */
label: string, 
/**
 * Every figure is filled, or there is none to fill.
 */
complete: boolean, 
/**
 * Which report of the month it is: 0 the first, then the number of the 更正.
 */
revision: number, 
/**
 * What comes next.
 */
next_step: NextStep, 
/**
 * What comes next, as the button says it.
 */
next_label: string, 
/**
 * What to do about it, in a sentence; empty where the button says it all.
 */
next_hint: string, 
/**
 * The steps from 定稿 to 已报送, once the month is final and until it was sent.
 */
steps: Array<SendingStep>, 
/**
 * Where the draft of its letter was written, until it was sent.
 */
draft: string | null, 
/**
 * That the draft or the files of its letter have another scan in them than it has, in a sentence.
 */
stale: string | null, 
/**
 * The scan of its sealed page, as long as it can be replaced.
 */
scan: DocumentName | null, 
/**
 * That it may have been sent, where a delivery ended without an answer.
 */
doubt: string | null, 
/**
 * Past its due day, never sent, and still waited for.
 */
late: boolean, 
/**
 * It has not begun yet.
 */
ahead: boolean, 
/**
 * When it is due, and how near that is, as a sentence; once it was sent, when that was, or that a 更正 is still to
 * be.
 */
due: string, };

export type AlsoDue = { 
/**
 * What it is called.
 */
name: string, 
/**
 * When it is due, and how near that is, as a sentence.
 */
due: string, 
/**
 * How near that is, in a few words.
 */
near: string, 
/**
 * Past its day.
 */
late: boolean, };

export type StepState = "ahead" | "begun" | "done" | "skipped";

export type SendingStep = { step: NextStep, 
/**
 * What it is called.
 */
label: string, 
/**
 * How far it is.
 */
state: StepState, 
/**
 * How far it is, in words; empty where nothing has happened.
 */
said: string, };

export type Zoom = { 
/**
 * In percent.
 */
percent: number, 
/**
 * It can be made larger.
 */
can_grow: boolean, 
/**
 * It can be made smaller.
 */
can_shrink: boolean, };

export type Letter = { 
/**
 * To whom, by name.
 */
recipient: string, 
/**
 * The recipient's mail address.
 */
address: string, 
/**
 * The subject, in one line.
 */
subject: string, text: string, };

export type LetterTemplate = { subject: string, text: string, };

export type LetterFile = { name: string, 
/**
 * Its size in words.
 */
size: string, };

export type LetterFiles = { 
/**
 * Each with its size.
 */
files: Array<LetterFile>, 
/**
 * How many they are and what they come to, in words.
 */
total: string, };

export type SendingSettings = { 
/**
 * How letters are written.
 */
template: LetterTemplate, 
/**
 * How the program writes them by itself.
 */
usual_template: LetterTemplate, 
/**
 * What is filled in where it stands in a template.
 */
placeholders: Array<string>, 
/**
 * How many days before something is due it is told; 0 for never.
 */
remind_days: number, 
/**
 * The most days before.
 */
most_remind_days: number, 
/**
 * The most bytes that are taken of a file that is dropped on the page.
 */
most_file_bytes: number, };

export type SentLine = { month: Month, month_name: string, 
/**
 * By when it was due, in words.
 */
due: string, 
/**
 * Which report; none where the month has none.
 */
revision: number | null, 
/**
 * 首次报表 or 更正 with its number; how far the month is where it has none.
 */
report: string, 
/**
 * When it became final and who had filled it in, in words.
 */
finalized: string, 
/**
 * Why a 更正 was made.
 */
reason: string, 
/**
 * When it was sent, in words; empty where it was not.
 */
sent: string, 
/**
 * By what means.
 */
how: string, 
/**
 * To whom.
 */
recipient: string, 
/**
 * How late it was sent, or how late it is.
 */
late: string, 
/**
 * Its files; where it was sent, those that were there by then.
 */
files: Array<DocumentName>, 
/**
 * The scan of its sealed page.
 */
scan: DocumentName | null, };

export type ChangedFigure = { figure: FigureId, 
/**
 * The number of its row.
 */
row: number, name: string, 
/**
 * 当月数量 or 累计数量.
 */
quantity: Quantity, 
/**
 * What is on record; empty for a blank.
 */
recorded: string, 
/**
 * What stands in the file, with a word in brackets where it is hidden or crossed out; empty for a blank.
 */
found: string, };

export type FileFinding = "genuine" | "draft" | "unrecorded" | "changed";

export type Verdict = { 
/**
 * What it came to.
 */
finding: FileFinding, 
/**
 * Who reports.
 */
unit: string, 
/**
 * Which month; none for the project list.
 */
month: Month | null, 
/**
 * Which report of the month.
 */
revision: number, 
/**
 * What it is, in words.
 */
name: string, 
/**
 * What is to be said of it.
 */
sentence: string, 
/**
 * The figures that differ from the record, where there is one.
 */
changed: Array<ChangedFigure>, 
/**
 * What differs in words: the figures first, then texts, lines and sheets; where it is much, how much more.
 */
changes: Array<string>, };

export type Overview = { 
/**
 * Who reports; `None` before the first start is finished.
 */
unit: Unit | null, 
/**
 * Every month from the unit's first to the campaign's last.
 */
months: Array<RailMonth>, 
/**
 * The month to open: the current one, else the first one that is not filled.
 */
current: Month, 
/**
 * Where the data is kept.
 */
folder: string, 
/**
 * What else is due besides the months: the list of projects and the summary.
 */
also_due: Array<AlsoDue>, 
/**
 * That the campaign is over and nobody waits for anything, in a sentence; none while it is not.
 */
over: string | null, 
/**
 * What undo would take back, in words; none where there is nothing.
 */
undo: string | null, 
/**
 * What redo would make again, in words; none where there is nothing.
 */
redo: string | null, 
/**
 * What is looked at, in words, where nothing may be changed.
 */
looking: string | null, 
/**
 * Whether the panel beside the form was folded away; `None` as long as nobody chose.
 */
panel_folded: boolean | null, };

export type MonthView = { 
/**
 * The month.
 */
sheet: Sheet, 
/**
 * The figure in hand, if one is.
 */
trace: Trace | null, };

export type SavedMonth = { 
/**
 * The month.
 */
sheet: Sheet, 
/**
 * The figure in hand, if one is.
 */
trace: Trace | null, 
/**
 * What stands around the form.
 */
overview: Overview, 
/**
 * The operation that the last of the texts was saved by; none where it stood there before.
 */
operation: number | null, };

export type Opening = { 
/**
 * The last month it stands for.
 */
through: Month, 
/**
 * That month in words.
 */
through_name: string, 
/**
 * Every figure of the form.
 */
entries: { [key in FigureId]: Entry }, 
/**
 * The newest change of this sitting is one of the opening balance, and can be taken back.
 */
can_undo: boolean, 
/**
 * What was taken back last is a change of the opening balance, and can be made again.
 */
can_redo: boolean, };

export type SavedOpening = { 
/**
 * The opening balance.
 */
opening: Opening, 
/**
 * The operation that saved them; none where they stood there before.
 */
operation: number | null, };

export type Undone = { 
/**
 * What happened, as a sentence.
 */
sentence: string, 
/**
 * The month to look at, if it was about one.
 */
month: Month | null, 
/**
 * The first figure to look at, if it was about one.
 */
figure: FigureId | null, 
/**
 * The first project to look at, if it was about the list of projects.
 */
project: number | null, };

export type ProjectForm = { 
/**
 * How the store knows the form.
 */
id: string, 
/**
 * The mark above the title (附件3); file names carry it too.
 */
mark: string, title: string, 
/**
 * The line under the title.
 */
header: Header, 
/**
 * The headings of the columns.
 */
columns: ProjectColumns, 
/**
 * How many numbered rows are printed, however few projects there are.
 */
least_rows: number, 
/**
 * The notes under the table.
 */
notes: Notes, };

export type ProjectColumns = { 
/**
 * 序号
 */
number: string, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限
 */
due: string, };

export type ProjectField = "by" | "scale" | "funds" | "due";

export type ProjectRow = { 
/**
 * The number by which the store knows it.
 */
id: number, 
/**
 * 序号
 */
number: number, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限, in the office's words.
 */
due: string, 
/**
 * The last day those words allow.
 */
due_on: string | null, 
/**
 * The day it was marked 已完成.
 */
done_on: string | null, 
/**
 * Past its last day and not done.
 */
overdue: boolean, 
/**
 * How it stands with its time, as words: 逾期 3 天. Empty where there is nothing to say.
 */
remark: string, 
/**
 * What has happened since the list was sent last; nothing if none was sent.
 */
fate: Fate | null, 
/**
 * The fields that are still empty.
 */
missing: Array<ProjectField>, };

export type ProjectSheet = { 
/**
 * Who reports.
 */
unit: Unit, 
/**
 * 填报时间: the day of the last change.
 */
filled_on: string | null, 
/**
 * That day in words; empty where there is none.
 */
filled_on_name: string, 
/**
 * Every project, in order.
 */
rows: Array<ProjectRow>, done: number, overdue: number, 
/**
 * How many have an empty field.
 */
incomplete: number, 
/**
 * The list sent last.
 */
sent: SentMark | null, 
/**
 * What has happened since.
 */
difference: Array<ListDifference>, 
/**
 * What was written as 实施主体 before, for suggestions.
 */
known_by: Array<string>, 
/**
 * What was written as 资金来源 before.
 */
known_funds: Array<string>, };

export type SentMark = { 
/**
 * 1 for the first.
 */
number: number, 
/**
 * When, in words.
 */
on: string, 
/**
 * Nothing was changed since, not even the order.
 */
unchanged: boolean, };

export type Fate = "new" | "changed" | "done" | "dropped";

export type FieldChange = { field: ProjectField, 
/**
 * What it said.
 */
before: string, 
/**
 * What it says.
 */
after: string, };

export type ListDifference = { id: number, 
/**
 * Its 序号, in the list where it stands last.
 */
number: number, 
/**
 * What happened.
 */
fate: Fate, 
/**
 * 实施主体, to know it by.
 */
by: string, 
/**
 * 建设规模, to know it by.
 */
scale: string, 
/**
 * Which of its texts became others.
 */
changes: Array<FieldChange>, };

export type Arrival = { "status": "new" } | { "status": "double", 
/**
 * Where it stands, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, };

export type ImportRow = { 
/**
 * Its number in the file, from 1.
 */
line: number, 
/**
 * 实施主体
 */
by: string, 
/**
 * 建设规模
 */
scale: string, 
/**
 * 资金来源
 */
funds: string, 
/**
 * 完成时限
 */
due: string, } & ({ "status": "new" } | { "status": "double", 
/**
 * Where it stands, as a sentence.
 */
reason: string, } | { "status": "unreadable", 
/**
 * What is wrong, as a sentence.
 */
reason: string, });

export type ImportPlan = { 
/**
 * The name of the sheet it was found in; empty for a text file.
 */
sheet: string, 
/**
 * Every line below the headings that holds anything.
 */
rows: Array<ImportRow>, 
/**
 * How many come in.
 */
new: number, 
/**
 * How many stay out because they are there already.
 */
double: number, 
/**
 * How many cannot be read.
 */
unreadable: number, 
/**
 * What the officer should know, a sentence each: merged cells, formulas, headings that are missing.
 */
remarks: Array<string>, };

export type SavedProject = { 
/**
 * The project that the blank row below the last became, if it became one.
 */
id: number | null, 
/**
 * The list as it stands now.
 */
sheet: ProjectSheet, 
/**
 * What stands around it.
 */
overview: Overview, 
/**
 * The operation that changed a text of a project that was there already.
 */
operation: number | null, };

export type TotalPolicy = "months" | "opening" | "old";

export type Choices = { 
/**
 * The month of a sheet, by its number, where it was given.
 */
months: Array<[number, Month]>, 
/**
 * The sheets that stay out, by their numbers.
 */
left_out: Array<number>, 
/**
 * What is right where an old total does not follow from its months.
 */
totals: TotalPolicy | null, };

export type SheetStatus = "ready" | "same" | "left_out" | "empty" | "copy" | "blocked";

export type FigureStatus = "new" | "same" | "replaces" | "kept" | "blank" | "not_filled" | "unreadable";

export type PlannedFigure = { figure: FigureId, row: number, 
/**
 * Its short name.
 */
name: string, unit: string, 
/**
 * What was read; empty for a blank, the text itself where it cannot be read.
 */
read: string, 
/**
 * What stands in the program.
 */
recorded: string, 
/**
 * The total in the old sheet.
 */
old_total: string, 
/**
 * The total there would be.
 */
total: string, 
/**
 * What becomes of it.
 */
status: FigureStatus, 
/**
 * That in words.
 */
label: string, 
/**
 * What there is to say of it; empty for most.
 */
remark: string, };

export type PlannedSheet = { 
/**
 * Its number, by which the officer's choices name it.
 */
number: number, 
/**
 * The name of the file.
 */
file: string, 
/**
 * The name on the tab; empty in a text file.
 */
sheet: string, 
/**
 * The month, if it is known.
 */
month: Month | null, 
/**
 * That month in words; empty where it is not known.
 */
month_name: string, 
/**
 * What becomes of it.
 */
status: SheetStatus, 
/**
 * That in words.
 */
label: string, 
/**
 * Why it is in the way or stays out, as a sentence.
 */
problem: string | null, 
/**
 * What the officer should know, a sentence each.
 */
remarks: Array<string>, 
/**
 * Every figure, in the order of the form.
 */
figures: Array<PlannedFigure>, 
/**
 * How many figures are new.
 */
new: number, 
/**
 * How many replace what stands in the program.
 */
replaced: number, };

export type TotalConflict = { month: Month, month_name: string, figure: FigureId, row: number, 
/**
 * Its short name.
 */
name: string, unit: string, 
/**
 * What the old sheet says.
 */
old_total: Amount, 
/**
 * The total before it and the month's own figure.
 */
computed: Amount, 
/**
 * By how much the old total is more; negative where it is less.
 */
difference: Amount, 
/**
 * The difference may be the opening balance: nothing is known of the months before.
 */
is_opening: boolean, 
/**
 * Months before it without a figure, which may explain the difference.
 */
missing: Array<string>, 
/**
 * What may explain it, in words; empty where nothing does.
 */
remark: string, };

export type OfferedPolicy = { 
/**
 * The choice.
 */
trust: TotalPolicy, 
/**
 * What it does.
 */
label: string, 
/**
 * It is right most likely.
 */
suggested: boolean, };

export type MonthsPlan = { 
/**
 * Every sheet with the form in it, in the order of the files.
 */
sheets: Array<PlannedSheet>, 
/**
 * Every old total that does not follow from its months.
 */
conflicts: Array<TotalConflict>, 
/**
 * What the officer may choose where there are such totals.
 */
offered: Array<OfferedPolicy>, 
/**
 * What was chosen.
 */
totals: TotalPolicy | null, 
/**
 * What comes in, as a sentence.
 */
summary: string, 
/**
 * What else changes, a sentence each.
 */
remarks: Array<string>, 
/**
 * What has to be done first, as a sentence; none if it can come in as it stands.
 */
problem: string | null, };

export type Preview = { 
/**
 * The pages, each an SVG picture.
 */
pages: Array<string>, 
/**
 * Why it cannot be printed as it stands, if it cannot.
 */
refusal: string | null, };

export type Sending = { 
/**
 * When.
 */
at: string, 
/**
 * By what means, such as 邮件.
 */
how: string, 
/**
 * To whom.
 */
recipient: string, };

export type DocumentName = { name: string, 
/**
 * The SHA-256 of its bytes, in hexadecimal digits.
 */
digest: string, };

export type ChangedMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * Final or sent; a draft where it was opened again.
 */
state: State, 
/**
 * The revision that reported.
 */
revision: number, 
/**
 * What it reported and what it should say now.
 */
differences: Array<Difference>, };

export type HistoryLine = { 
/**
 * The number of the operation it was part of.
 */
operation: number, 
/**
 * When, to the second.
 */
at: string, 
/**
 * When, in words.
 */
moment: string, 
/**
 * Who was at the form.
 */
person: string, 
/**
 * What was done.
 */
action: string, 
/**
 * Of which month, if of one.
 */
month: Month | null, month_name: string, 
/**
 * Of which figure, if of one.
 */
figure: FigureId | null, 
/**
 * What was changed.
 */
subject: string, 
/**
 * What stood there; empty where nothing did.
 */
before: string, 
/**
 * What stands there since; empty where nothing does.
 */
after: string, };

export type Mark = "gap" | "wrong" | "jump_up" | "jump_down" | "broken_carry" | "differs" | "adjusted";

export type MatrixMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * How far it is.
 */
state: State, 
/**
 * How far it is, in words.
 */
label: string, };

export type MatrixCell = { 
/**
 * 当月数量
 */
entry: Entry, 
/**
 * 累计数量
 */
total: Amount | null, 
/**
 * The month's 累计调整.
 */
adjustment: Amount | null, 
/**
 * What deserves a second look.
 */
marks: Array<Mark>, };

export type MatrixRow = { figure: FigureId, 
/**
 * The number of its row.
 */
row: number, name: string, unit: string, 
/**
 * The opening balance, if there is one.
 */
opening: Amount | null, 
/**
 * The opening balance belongs in its totals and was not entered.
 */
opening_missing: boolean, 
/**
 * One cell for each month.
 */
cells: Array<MatrixCell>, };

export type MarkMeaning = { mark: Mark, 
/**
 * The one character that stands in the cell.
 */
sign: string, 
/**
 * What the character means.
 */
meaning: string, };

export type Matrix = { 
/**
 * The months from the unit's first to the last that has begun or is recorded.
 */
months: Array<MatrixMonth>, 
/**
 * The figures, in the order of the form.
 */
rows: Array<MatrixRow>, 
/**
 * What each mark looks like and means.
 */
legend: Array<MarkMeaning>, };

export type Standing = "recorded" | "empty" | "no_data" | "before_start" | "ahead";

export type SummaryMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, 
/**
 * What it adds to the span.
 */
standing: Standing, 
/**
 * How far its report is.
 */
state: State, 
/**
 * Whether a report of it was sent, though it may have been opened again.
 */
was_sent: boolean, };

export type YearTotal = { year: number, 
/**
 * Its total within the span.
 */
amount: Amount, };

export type BestMonth = { month: Month, 
/**
 * The month in words.
 */
name: string, amount: Amount, };

export type Comparison = { 
/**
 * What it is compared with, in words.
 */
name: string, 
/**
 * Whether those are the same months of the year before.
 */
year_before: boolean, 
/**
 * The total then.
 */
before: Amount, 
/**
 * How much more it is now; below nothing where it is less.
 */
difference: Amount, 
/**
 * The change in words: 增加 12（10.5%）.
 */
words: string, };

export type SummaryLine = { figure: FigureId, 
/**
 * The number of its row.
 */
row: number, name: string, unit: string, part_of: FigureId | null, 
/**
 * Whether the unit fills it in at all.
 */
applies: boolean, 
/**
 * Each month's own entry, as many as the span has months.
 */
entries: Array<Entry>, 
/**
 * The total at the end of each month; none where nothing is known yet or the month is not counted.
 */
running: Array<Amount | null>, 
/**
 * The total of the span, or of its last year where the figure begins anew with each; none where nothing is known.
 */
total: Amount | null, 
/**
 * The total of each year, where the figure begins anew with each and the span has more than one.
 */
years: Array<YearTotal>, 
/**
 * The opening balance, where it is a part of the total.
 */
opening: Amount | null, 
/**
 * What the adjustments of the span add to the total.
 */
adjustment: Amount | null, 
/**
 * The month with the largest amount above zero; the earliest of them.
 */
best: BestMonth | null, 
/**
 * The counted months that have no amount.
 */
missing: Array<Month>, 
/**
 * The change to the same months of the year before, else to as many months just before; none where either is
 * not wholly known.
 */
compared: Comparison | null, 
/**
 * What one must know beside the total, in words; empty where there is nothing.
 */
remark: string, };

export type SummarySection = { 
/**
 * The section's title.
 */
title: string, 
/**
 * Its figures, in order.
 */
lines: Array<SummaryLine>, };

export type Summary = { span: Span, 
/**
 * The span in words.
 */
name: string, 
/**
 * What of the span is counted, in words; as the span where it is over.
 */
counted: string, 
/**
 * Who reports.
 */
unit: Unit, 
/**
 * Every month of the span.
 */
months: Array<SummaryMonth>, 
/**
 * The figures, by section of the form.
 */
sections: Array<SummarySection>, };

export type Heading = "situation" | "measures" | "results" | "problems" | "plans";

export type Sentence = { 
/**
 * The sentence, with its full stop or semicolon.
 */
text: string, 
/**
 * The figures whose numbers, or whose gaps, it tells.
 */
figures: Array<FigureId>, };

export type HeadingText = { heading: Heading, 
/**
 * The heading in words, with its number.
 */
title: string, 
/**
 * What stands there: the officer's words, else the facts.
 */
text: string, 
/**
 * Whether the words are the officer's.
 */
own: boolean, 
/**
 * Whether there are facts for it.
 */
has_facts: boolean, 
/**
 * The sentences that read otherwise now than when the officer wrote, where the officer's own words stand in
 * their place or where there were none. Sentences that the officer left as they were have followed.
 */
changed: Array<Sentence>, 
/**
 * Nothing of the officer's stands there and there are no facts.
 */
empty: boolean, };

export type SpanChoice = { span: Span, 
/**
 * What it is called.
 */
name: string, };

export type MonthCell = { 
/**
 * The amount, or in one word why there is none.
 */
text: string, 
/**
 * It should have an amount and has none.
 */
missing: boolean, };

export type SummaryTableLine = { figure: FigureId, 
/**
 * Its row, name and unit.
 */
name: string, 
/**
 * Whether there is a chart of it.
 */
applies: boolean, total: string, 
/**
 * The other words before the months.
 */
words: Array<string>, months: Array<MonthCell>, };

export type SummaryTableSection = { 
/**
 * The section's title.
 */
title: string, 
/**
 * One line for each figure.
 */
lines: Array<SummaryTableLine>, };

export type SummaryTable = { 
/**
 * What stands over the columns: the name's, those of the words, and the months.
 */
headings: Array<string>, 
/**
 * The lines by section of the form.
 */
sections: Array<SummaryTableSection>, };

export type OtherWords = { span: Span, sentence: string, };

export type SummaryPage = { 
/**
 * The figures.
 */
summary: Summary, 
/**
 * The figures as a table of texts.
 */
table: SummaryTable, 
/**
 * The five headings, in order.
 */
headings: Array<HeadingText>, 
/**
 * The headings with nothing under them yet, as half a sentence; empty where there are none.
 */
unwritten: string, 
/**
 * Other spans whose words could stand under those.
 */
others: Array<OtherWords>, 
/**
 * The spans to choose from, beside months of one's own choice.
 */
spans: Array<SpanChoice>, 
/**
 * When the bureau wants it, in words.
 */
due: string, };

export type WrittenSummary = { page: SummaryPage, 
/**
 * What stands around it.
 */
overview: Overview, 
/**
 * The operation that saved the words; none where they stood there before.
 */
operation: number | null, };

export type CopyMark = "plain" | "before_restore" | "before_upgrade";

export type Backup = { 
/**
 * Where it is.
 */
path: string, 
/**
 * The name of the file.
 */
name: string, 
/**
 * It lies in the second place.
 */
second: boolean, 
/**
 * When it was made, as one reads it.
 */
made: string, 
/**
 * Why it was made.
 */
mark: CopyMark, 
/**
 * Why it was made, in words; nothing for an ordinary one.
 */
label: string, 
/**
 * What is in it, as a sentence.
 */
content: string, 
/**
 * It can be read.
 */
readable: boolean, };

export type SecondPlace = { 
/**
 * Where it is.
 */
path: string, 
/**
 * It is there now: the stick is plugged in.
 */
there: boolean, };

export type Kept = { 
/**
 * Every backup, newest first.
 */
backups: Array<Backup>, 
/**
 * The second place, if there is one.
 */
second: SecondPlace | null, };

export type BackedUp = { 
/**
 * What was done, as a sentence; nothing where nothing was.
 */
sentence: string | null, 
/**
 * What went wrong, in each place.
 */
problems: Array<string>, };

export type MonthDifference = { month: Month, 
/**
 * How it would change, as a sentence.
 */
sentence: string, };

export type RestoreDifference = { 
/**
 * The months that would change.
 */
months: Array<MonthDifference>, 
/**
 * What else would change, a sentence each: of 单位资料, 期初累计, 项目清单.
 */
others: Array<string>, };

export type BackupPreview = { backup: Backup, 
/**
 * What would change.
 */
difference: RestoreDifference, };

export type Restored = { 
/**
 * What stands there now.
 */
backup: Backup, 
/**
 * Where the state before is kept; restoring that file takes the restore back. Nothing if nothing was entered.
 */
set_aside: string | null, 
/**
 * Where the damaged data file is kept, if it was one.
 */
damaged: string | null, };

export type Topic = "folder" | "space" | "data" | "journal" | "clock" | "backups" | "second_place" | "fonts";

export type Health = "good" | "notice" | "bad";

export type Finding = { topic: Topic, health: Health, 
/**
 * What was seen and, unless it is good, what to do.
 */
sentence: string, };

export type Security = "tls" | "starttls";

export type Service = { 
/**
 * Its word on the command line and in the page.
 */
word: string, name: string, 
/**
 * The domain of its addresses; none where every customer has their own.
 */
domain: string | null, 
/**
 * The server that sends.
 */
host: string, 
/**
 * Its port; TLS from the first byte on.
 */
port: number, };

export type MailServer = { 
/**
 * The server's name.
 */
host: string, port: number, 
/**
 * How the way there is encrypted.
 */
security: Security, 
/**
 * The officer's own address; the server knows them by it.
 */
address: string, };

export type MailSettings = { 
/**
 * The mailboxes whose server is known.
 */
services: Array<Service>, 
/**
 * The server that is turned on, if any.
 */
server: MailServer | null, 
/**
 * The word of the mailbox whose server that is, if it is one of them.
 */
service: string | null, 
/**
 * The system's keyring has its code.
 */
code_kept: boolean, 
/**
 * There is a keyring that a code can be given to.
 */
has_keyring: boolean, };

export type Stage = { sentence: string, 
/**
 * Whether it can still be called back.
 */
can_be_cancelled: boolean, };

export type Sent = { 
/**
 * To which address.
 */
recipient: string, 
/**
 * The files in it, as they are kept.
 */
documents: Array<DocumentName>, };
